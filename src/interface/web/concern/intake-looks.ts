import { Refused } from '../../../application/refusal.js';
import type { Choice } from '../choices.js';
import { type Form, rowsIn } from '../form-schema.js';
import type { Ask } from '../page-controller.js';
import { isNumber, numbersIn } from '../tasks/civil-numbers.js';
import { said } from '../tasks/filled.js';
import type { Notice, Situation } from '../tasks/situation.js';
import type { Looks } from '../tasks/task.js';

const SUBJECTS = 'data.subjects';
const TEXT = 'data.description';

/**
 * What is said before a new concern is recorded: somebody with that number is known already (to the reader, and to nobody else: no
 * oracle), a number is none, or one stands in the text. Each is said once; whoever sends the form again has read it.
 */
export async function intakeLooks(ask: Ask, { form, page }: Situation): Promise<Looks> {
  if (said(form._commandId) === '') return {}; // not sent yet: nobody was named
  const rows = Array.from({ length: rowsIn(form, SUBJECTS) }, (_, i) => `${SUBJECTS}.${i}.personId`);
  const paths = [...rows, 'data.personId'];
  const found = new Map<string, readonly Choice[]>();
  for (const path of paths) {
    const known = await foundBy(ask, form, path);
    if (known) found.set(path, known);
  }
  const wrong = paths.filter((path) => said(form[`${path}.cpr`]) !== '' && !isNumber(said(form[`${path}.cpr`])));
  const notices: readonly Notice[] = [
    ...wrong.map((path): Notice => ({ path: `${path}.cpr`, text: page.say('intake.no-number') })),
    ...[...found].map(
      ([path, all]): Notice => ({
        path,
        text: page.say(all.length > 0 ? 'intake.known' : 'intake.nobody'),
      }),
    ),
    ...(numbersIn(said(form[TEXT])).length > 0 && said(form._numbersKept) === ''
      ? [{ path: TEXT, text: page.say('intake.number-in-text'), move: TEXT }]
      : []),
  ];
  // What is no number is never recorded as one; the rest holds the form back once, for it to be read.
  const isHeld = wrong.length > 0 || notices.length > 0 || said(form._find) !== '';
  return { found, notices, ...(isHeld ? { held: true as const } : {}) };
}

/** Undefined: not asked. Asked where one presses "find", and by itself where a number was typed that was not asked for yet. */
async function foundBy(ask: Ask, form: Form, path: string): Promise<readonly Choice[] | undefined> {
  const [name, cpr, before] = ['name', 'cpr', 'sought'].map((part) => said(form[`${path}.${part}`])) as [
    string,
    string,
    string,
  ];
  if (said(form[path]) !== '') return undefined;
  if (isNumber(cpr) && before !== cpr) {
    const { personId, name: known } = await ask('KnownPerson', { cpr });
    // Nobody is told that nobody is known: only who asked for it.
    if (personId === null) return said(form._find) === path ? [] : undefined;
    return [{ code: personId, name: known ?? '' }];
  }
  if (said(form._find) !== path || name === '') return undefined;
  try {
    const born = said(form[`${path}.birthDate`]);
    const all = await ask('FindPersons', { name, ...(born ? { birthDate: born } : {}), reason: 'new-concern' });
    return all.map((p) => ({ code: p.personId, name: [p.name ?? '', ...numbersOf(p)].join(', ') }));
  } catch (error) {
    if (error instanceof Refused && error.code === 'not-permitted') return [];
    throw error;
  }
}
const numbersOf = (found: {
  readonly cases: readonly { readonly number: string | null }[];
  readonly concerns: readonly { readonly number: string | null }[];
}) => [...found.cases, ...found.concerns].flatMap(({ number }) => number ?? []);

/** The first number of the text to the first person who has none; in the text stands that it was moved. */
export function withNumberMoved(form: Form, words: string): Form {
  const text = said(form[TEXT]);
  const [first] = numbersIn(text);
  const count = Math.max(1, rowsIn(form, SUBJECTS));
  const to = Array.from({ length: count }, (_, i) => `${SUBJECTS}.${i}.personId.cpr`).find(
    (path) => said(form[path]) === '',
  );
  if (first === undefined) return form;
  return { ...form, _numbersKept: '', [TEXT]: text.replace(first, words), ...(to ? { [to]: first } : {}) };
}
