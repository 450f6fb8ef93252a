import { randomUUID } from 'node:crypto';
import { parseRequest } from '../../src/application/commands/request.js';
import type { EventStore } from '../../src/application/ports/event-store.js';
import type { Installations } from '../../src/application/ports/installations.js';
import { incomingIdOf } from '../../src/application/transfers/incoming.js';
import { MemoryStore } from '../../src/infrastructure/event-store/memory/memory-store.js';
import { newKeys } from '../../src/infrastructure/transfer/installations-file.js';
import { JoseInstallations } from '../../src/infrastructure/transfer/jose-installations.js';
import { transfersOf } from '../../src/main/transfers.js';
import { actorOf, caseOfSof, give, idFor } from './given.js';
import { memoryInstallation } from './installation.js';

type Keys = Awaited<ReturnType<typeof newKeys>>;
/** Made once: they stand for nobody. */
const keys = (async () => ({ west: await newKeys(), east: await newKeys(), third: await newKeys() }))();

const ownOf = (code: string, infohus: string, { own }: Keys) => ({ code, infohus, ...own }) as never;
const other = (code: string, { open }: Keys) => ({ code, name: `Infohus ${code}`, ...open }) as never;

/** What goes over the wire between the two, in order; `lost` messages do not arrive, or their answers do not. */
export interface Wire {
  readonly carried: string[];
  lose: 'nothing' | 'messages' | 'answers';
}

/** København (`west`) and Køge (`east`), each with an installation, log and keys of its own; `third` is one that west knows and east does not. */
export async function twoInstallations(
  now: () => string,
  through: (store: EventStore) => EventStore = (store) => store,
) {
  const { west: ofWest, east: ofEast, third: ofThird } = await keys;
  const wire: Wire = { carried: [], lose: 'nothing' };
  const jose = {
    west: await JoseInstallations.from({
      own: ownOf('west', 'koebenhavn', ofWest),
      others: [other('east', ofEast), other('third', ofThird)],
    }),
    east: await JoseInstallations.from({ own: ownOf('east', 'koege', ofEast), others: [other('west', ofWest)] }),
    third: await JoseInstallations.from({
      own: ownOf('third', 'koege', ofThird),
      others: [other('east', ofEast), other('west', ofWest)],
    }),
  };
  const over = (us: Installations): Installations => ({
    ...{ own: us.own, infohus: us.infohus, others: us.others },
    sign: (message) => us.sign(message),
    verify: (by, signed) => us.verify(by, signed),
    seal: (to, content) => us.seal(to, content),
    open: (sealed) => us.open(sealed),
    async carry(_, message) {
      wire.carried.push(message);
      if (wire.lose === 'messages') throw new Error('it did not arrive');
      const answer = await east.transfers.incoming.receive(message);
      if (wire.lose === 'answers') throw new Error('no answer came');
      return answer;
    },
  });
  const east = memoryInstallation(now, 'plans', through(new MemoryStore()), undefined, undefined, jose.east);
  const west = memoryInstallation(now, 'plans', through(new MemoryStore()), undefined, undefined, over(jose.west));
  /** A process that was started anew: it knows nothing but what the log says. */
  const restarted = () => transfersOf(over(jose.west), west).outgoing;
  return { west, east, sending: west.transfers, receiving: east.transfers, restarted, wire, jose };
}

export const BIF = 'BIF:coordinator';
export const SOF = 'SOF:caseworker';
export const KOEGE = 'VEL:coordinator';
export const at = (day: string) => `2024-${day}T10:00:00.000Z`;
export const transferId = idFor('transfer');
export const [told, kept] = [idFor('told'), idFor('kept')];
export const incoming = incomingIdOf({ from: 'west', transferId });
export const disclosure = {
  ...{ legalBasis: 'GDPR-DBL', constellation: 'none', purpose: 'crime-prevention', necessity: 'borgeren flytter' },
  categories: ['identity', 'course'],
};

/** SOF's case of København, about somebody who moves to Køge: an assessment of two statements, one with dissent, and a letter. */
export async function moving(through?: Parameters<typeof twoInstallations>[1]) {
  let now = at('03-01');
  const both = await twoInstallations(() => now, through);
  const { west, east } = both;
  const step = (day: string, who: string, command: string, about: string, data: object, product = west) => {
    now = at(day);
    return give(product, who, command, about, at(day), data);
  };
  await step('03-01', BIF, 'RegisterPerson', 'a person', {
    name: 'Sofie Opdigtet',
    birthDate: '1990-05-06',
    address: 'Opdigtet Vej 1',
  });
  now = at('03-03');
  await caseOfSof(west, [at('03-01'), at('03-02'), at('03-03')]);

  const { events } = await step('03-04', SOF, 'RecordAssessment', 'k', {
    ...{ personId: idFor('a person'), needs: 'opdigtet', recommendedEfforts: ['mentor'], followUpAgency: 'SOF' },
    statements: [told, kept].map((statementId) => ({
      ...{ statementId, dimension: 'school', nature: 'observation', shareable: true, text: `om ${statementId}` },
    })),
  });
  const [assessment] = events;
  for (const statementId of [told, kept])
    await step('03-05', BIF, 'RecordDissent', 'k', {
      assessmentId: assessment?.eventId,
      statementId,
      text: `uenig i ${statementId}`,
    });
  async function* letter() {
    yield Buffer.from('Et opdigtet brev.');
  }
  const uploaded = await west.documents.upload(actorOf(SOF), letter());
  await step('03-06', SOF, 'AttachDocument', 'k', { documentId: uploaded.documentId, kind: 'letter', title: 'Brev' });
  const hand = (more: object = {}, day = '03-10') =>
    step(day, BIF, 'HandToInstallation', 'k', {
      ...{ transferId, installation: 'east', reason: 'Borgeren er flyttet til Køge.' },
      disclosure: { ...disclosure, statements: [told], documents: [uploaded.documentId] },
      ...more,
    });
  const exchange = async (day: string) => {
    now = at(day);
    await both.sending.outgoing.exchange();
  };
  const reply = async (day: string, command: string, data: object) => {
    now = at(day);
    const request = parseRequest(command, { id: incoming, at: at(day), data });
    return east.executor.execute({ request, actor: actorOf(KOEGE), kind: 'person', commandId: randomUUID() });
  };
  const take = (day: string) => reply(day, 'TakeTransfer', { concernId: idFor('theirs') });
  return { ...both, step, hand, exchange, take, reply, uploaded, tick: (day: string) => (now = at(day)) };
}
