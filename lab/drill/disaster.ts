// A machine is lost with all that lay on it, and the record stands up elsewhere from its two backups.
import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '../../src/interface/cli/demo-data/random.js';
import { signal } from '../scenarios/child-processes.js';
import { Server, verbDone } from '../scenarios/product.js';
import { type Acknowledged, give, Traffic } from '../scenarios/traffic.js';

export interface Places {
  /** The machine that will be lost, and the one that takes its place. */
  readonly data: string;
  readonly elsewhere: string;
  /** The newest list of what was destroyed. */
  readonly thirdPlace: string;
}

/** The three commands as the document has them, filled in. */
export interface Commands {
  readonly backup: readonly string[];
  readonly backupKeys: readonly string[];
  readonly restore: readonly string[];
}

export interface Disaster {
  /** How many commands are given before the backup, while it is taken, and between it and the loss; at which pace. */
  readonly before: number;
  readonly meanwhile: number;
  readonly after: number;
  readonly perSecond: number;
  readonly say: (text: string) => void;
}

export interface Recovered {
  readonly acknowledged: number;
  readonly 'in the backup': number;
  /** Acknowledged after it, gone with the machine, and given again. */
  readonly lost: number;
  /** How far back what was lost reaches, and how long nobody was answered. */
  readonly 'RPO seconds': number;
  readonly 'RTO seconds': number;
  readonly 'of it the restore': number;
  readonly events: number;
  readonly wrong: readonly string[];
}

const REPORT = `/api/report?infohus=koebenhavn&plan=koebenhavn-2024&year=${new Date().getFullYear()}`;
const ERASED = 'Opdigtet Slettet';
const READER = 'bif-tovholder';
const inSeconds = (milliseconds: number) => Math.round(milliseconds / 100) / 10;

/** With everything that works on the folder: nothing of it is asked to end. */
async function loseMachine(server: Server, data: string): Promise<void> {
  const postmaster = Number(readFileSync(join(data, 'pgdata', 'postmaster.pid'), 'utf8').split('\n', 1)[0]);
  await server.kill();
  signal(postmaster, 'SIGKILL');
  // Its processes still write for a moment into what is being removed.
  while (existsSync(data)) {
    await pause(50);
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function done(server: Server, user: string, name: string, id: string, data: object): Promise<void> {
  const { status, body } = await give(server, { key: randomUUID(), user, name, body: { id, data } });
  if (status !== 201) throw new Error(`${name} answered ${status} ${body.rule ?? body.code}`);
}

const namesOf = async (server: Server, person: string): Promise<string> =>
  JSON.stringify((await server.get(`/api/persons/${person}`, READER)).body);

const reportAt = async (server: Server, position: number): Promise<string> => {
  const { status, body } = await server.get(`${REPORT}&asOf=${position}`, READER);
  if (status !== 200) throw new Error(`the report answered ${status}`);
  return JSON.stringify(body);
};

export async function disaster(places: Places, commands: Commands, how: Disaster): Promise<Recovered> {
  const { data, elsewhere, thirdPlace } = places;
  const { say } = how;
  let server = await Server.start(['--port', '0', '--data', data]).then((started) => started.ready());
  const [erased, kept] = [randomUUID(), randomUUID()];
  await done(server, READER, 'RegisterPerson', erased, { name: ERASED });
  await done(server, READER, 'RegisterPerson', kept, { name: 'Opdigtet Bevaret' });
  const sent = { token: await server.token(READER), body: Buffer.from('et opdigtet brev') };
  const { documentId } = (await server.ask('POST', '/api/documents', sent)).body;
  await done(server, READER, 'AttachDocument', kept, { documentId, kind: 'letter', title: 'Et brev' });
  const traffic = new Traffic(() => server, new Random(1), { perSecond: how.perSecond, most: 0 });
  const running = traffic.run();
  await traffic.allow(how.before);
  const known = traffic.acknowledged.at(-1)?.position ?? 1;
  const report = await reportAt(server, known);
  void traffic.allow(how.meanwhile);
  const { position } = JSON.parse(await verbDone([...commands.backup, '--json']));
  await verbDone(commands.backupKeys);
  // After the backup, so that it alone would bring the person back.
  await done(server, 'bif-compliance', 'RequestErasure', erased, { ground: 'anmodning' });
  await done(server, 'bif-compliance-2', 'AuthoriseErasure', erased, { archiveClearance: 'aflevering 17' });
  const destroyed = join(data, 'ledger', 'destroyed-keys');
  while (!existsSync(destroyed)) await pause(100);
  cpSync(destroyed, thirdPlace);
  say(`backed up to position ${position}; ${traffic.acknowledged.length} commands acknowledged so far`);
  await traffic.allow(how.after);

  const lostAt = Date.now();
  traffic.stop();
  await loseMachine(server, data);
  await running;
  const acknowledged = traffic.acknowledged.filter(({ at }) => at <= lostAt);
  const lost = acknowledged.filter((each) => each.position > position);
  say(`the machine is lost, ${lost.length} commands after the backup with it`);

  const restored = JSON.parse(await verbDone([...commands.restore, '--json']));
  const restoredAt = Date.now();
  server = await Server.start(['--port', '0', '--data', elsewhere]).then((started) => started.ready());
  const readyAt = Date.now();
  say('it answers again, elsewhere');
  const wrong = [
    ...(restored.verified.ok ? [] : ['the restored log does not verify']),
    ...(restored.position === position ? [] : [`restored up to ${restored.position}, not ${position}`]),
    ...(report === (await reportAt(server, known)) ? [] : ['the report of before is another one now']),
    ...((await namesOf(server, erased)).includes(ERASED) ? ['who was erased is back by name'] : []),
    ...(await heldAgainst(server, acknowledged, position)),
  ];
  const code = await server.stop();
  return {
    acknowledged: acknowledged.length,
    'in the backup': acknowledged.length - lost.length,
    lost: lost.length,
    'RPO seconds': inSeconds(lostAt - Math.min(lostAt, ...lost.map(({ at }) => at))),
    'RTO seconds': inSeconds(readyAt - lostAt),
    'of it the restore': inSeconds(restoredAt - lostAt),
    events: restored.position,
    wrong: [...wrong, ...(code === 0 ? [] : [`the restored server ended with ${code}`])],
  };
}

/** Given again under its id, what the backup holds answers as it did; the rest is taken now, once. */
async function heldAgainst(server: Server, given: readonly Acknowledged[], held: number): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const each of given) {
    const { status, body } = await give(server, each);
    if (status !== 201) wrong.push(`${each.name} given again answered ${status} ${body.rule ?? body.code}`);
    else if (each.position <= held && body.position !== each.position)
      wrong.push(`${each.name} stood at ${each.position}, and was taken anew at ${body.position}`);
    else if (each.position > held && (await give(server, each)).body.position !== body.position)
      wrong.push(`${each.name} was taken twice`);
  }
  return wrong;
}
