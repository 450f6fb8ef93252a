import { expect } from 'expect';

/**
 * What a specification asks of `@jest/globals`, for the runner beside this: tests are collected once and run one by one. Each is run with the
 * set-up of all the suites around it, so that what a set-up does is counted to every test that stands on it.
 */
const suite = (name, outer) => ({ name, outer, before: [], after: [], beforeEach: [], afterEach: [] });
let current;
let tests = [];

/** The tests that these files declare: their name as a path of suites, and what runs them. */
export async function collected(load, file) {
  tests = [];
  current = suite(file, undefined);
  await load();
  return tests;
}

function describeOne(name, body) {
  const outer = current;
  current = suite(`${outer.name} ${name}`, outer);
  body();
  current = outer;
}
/** What a file made as it was read is read once here, and stands for all of its tests: it goes with the process. */
const leaves = (s) => s.outer !== undefined || s.before.length > 0;

function itOne(name, body) {
  const around = [];
  for (let s = current; s !== undefined; s = s.outer) around.unshift(s);
  const run = async () => {
    for (const s of around) for (const hook of [...s.before, ...s.beforeEach]) await hook();
    try {
      await body();
    } finally {
      for (const s of around.toReversed())
        for (const hook of [...s.afterEach, ...(leaves(s) ? s.after : [])]) await hook();
    }
  };
  tests.push({ name: `${current.name} ${name}`, run });
}

/** `%s` and its like, as far as a name must tell tests apart. */
function filled(name, row, i) {
  let at = 0;
  return `${name.replace(/%[sidjop]/g, () => String(row[at++]))} (${i})`;
}
const each = (one) => (rows) => (name, body) =>
  rows.forEach((given, i) => {
    const row = Array.isArray(given) ? given : [given];
    one(filled(name, row, i), () => body(...row));
  });

export const describe = Object.assign((name, body) => describeOne(name, body), { each: each(describeOne) });
export const it = Object.assign((name, body) => itOne(name, body), { each: each(itOne) });
export const beforeAll = (hook) => current.before.push(hook);
export const afterAll = (hook) => current.after.push(hook);
export const beforeEach = (hook) => current.beforeEach.push(hook);
export const afterEach = (hook) => current.afterEach.push(hook);
export { expect };
