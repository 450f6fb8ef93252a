import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { syntheticYears } from '../../../src/interface/cli/demo-data/synthetic-years.js';
import { sagsspor, serving } from '../cli.js';
import { cluster } from '../data-folder.js';
import { WHOLE } from '../sample.js';

const REPORT = { infohus: 'koebenhavn', plan: 'koebenhavn-2016', year: '2016' };

/** A small city that is served as a whole, as a user has it: the built product in a process of its own. */
export async function servedCity() {
  const folder = mkdtempSync(join(tmpdir(), 'sagsspor-browser-'));
  await cluster(join(folder, 'data'));
  const { url, stop } = await served(join(folder, 'data'));
  const lines = join(folder, 'city.ndjson');
  writeFileSync(lines, small().join('\n'));
  const { refused } = (await sagsspor('import', lines, '--data', join(folder, 'data'))).json();
  if (refused.length > 0) throw new Error(`the city was refused: ${JSON.stringify(refused)}`);
  return {
    url,
    paths: await pathsOf(url),
    async close() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A server that stays until it is stopped. */
async function served(data: string) {
  let leave = () => {};
  const stay = new Promise<void>((resolve) => {
    leave = resolve;
  });
  return new Promise<{ url: string; stop(): Promise<void> }>((ready, failed) => {
    const stop = () => {
      leave();
      return done;
    };
    const done = serving(data, (url) => {
      ready({ url, stop });
      return stay;
    });
    done.catch(failed);
  });
}

function small(): readonly string[] {
  const demo = (name: string) => readFileSync(`demo/${name}.ndjson`, 'utf8').split('\n');
  return [
    ...demo('nine-months'),
    ...demo('koege-and-registers'),
    ...syntheticYears().slice(0, WHOLE ? 300 : 180),
  ].filter(Boolean);
}

/** Where its pages are, of each kind one. A report is published first: that of an edition is a page too. */
async function pathsOf(url: string) {
  const [coordinator, analyst] = [await caller(url, 'bif-tovholder'), await caller(url, 'bif-analytiker')];
  await analyst('/api/reports', { ...REPORT, state: 'published' });
  const one = async (list: string, id: string) => {
    const [first] = (await coordinator(`/api/${list}?infohus=koebenhavn`)) as readonly Record<string, string>[];
    return `/${list}/${first?.[id]}`;
  };
  /** One concern in each state that it can be in. */
  const concerns = (await coordinator('/api/concerns?infohus=koebenhavn')) as readonly Record<string, string>[];
  const inEachState = [...new Map(concerns.map((c) => [c.status, `/concerns/${c.concernId}`])).values()];
  const edition = await one('reports', 'eventId');
  return {
    case: await one('cases', 'caseId'),
    concern: await one('concerns', 'concernId'),
    meeting: await one('meetings', 'meetingId'),
    report: `/report?${new URLSearchParams(REPORT)}`,
    edition,
    diff: `${edition}/diff`,
    concerns: inEachState,
    publish: `/report/publish?${new URLSearchParams({ ...REPORT, asOf: '100' })}`,
  };
}

async function caller(url: string, user: string) {
  const call = async (path: string, body?: object, headers = {}): Promise<unknown> => {
    const sent = body ? { method: 'POST', body: JSON.stringify(body) } : {};
    const response = await fetch(`${url}${path}`, { ...sent, headers });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response.json();
  };
  const { token } = (await call('/api/session', { user })) as { token: string };
  return (path: string, body?: object) => call(path, body, { authorization: `Bearer ${token}` });
}
