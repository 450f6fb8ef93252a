import type { Life } from './life.js';
import { type Actor, DAY, type Data, HOUR, MINUTE, type Ms } from './script.js';

export interface Call {
  readonly at: Ms;
  readonly kind?: 'ordinary' | 'urgent';
  readonly concernIds?: readonly string[];
  readonly caseId?: string;
  readonly actor?: Actor;
}

/** A meeting called, and often held with its agenda and decisions. */
export function meeting(life: Life, call: Call): void {
  const { rng, cast, house } = life;
  const id = rng.uuid();
  const at = call.at;
  const coordinator = () => cast.anyCoordinator(house);
  const actor = call.actor ?? (rng.chance(0.3) && call.caseId === undefined ? cast.police(house) : coordinator());
  const data: Data = {
    infohus: house.infohus,
    kind: call.kind ?? rng.one(['ordinary', 'urgent']),
    startsAt: life.script.write(at + rng.whole(1, 300) * HOUR),
    invited: [house.coordinators[0], house.police, rng.one(house.municipal)],
  };
  if (call.concernIds) data.concernIds = call.concernIds;
  wrongCalls(life, id, at, data);
  life.put('CallMeeting', id, at, actor, data);
  life.wrong(() => life.put('CallMeeting', id, at + HOUR, actor, data), 0.5);
  if (rng.chance(0.35)) return;
  const [concernId] = call.concernIds ?? [];
  const subject: Data | null = call.caseId ? { caseId: call.caseId } : concernId === undefined ? null : { concernId };
  const put = (command: string, after: Ms, what: Data, who = coordinator()) =>
    life.put(command, id, at + after, who, what);
  wrongSteps(life, put, subject);
  if (subject)
    put('AddAgendaItem', HOUR, rng.chance(0.5) ? { subject, invited: [house.coordinators[0]] } : { subject });
  if (subject && life.amended) withDisclosures(life, subject, (data) => put('AddAgendaItem', HOUR, data));
  put('HoldMeeting', DAY, {
    attendees: [coordinator(), cast.police(house)].map(({ userId, agency }) => ({ userId, agency })),
  });
  if (subject) {
    const decided: Data = { subject, decision: life.text('Beslutning'), responsibleAgency: house.municipal[0] };
    if (rng.chance(0.5)) decided.startsBy = rng.one(['2016-02-29', '2024-02-29', '2025-03-31']);
    const decisionId = life.put('RecordDecision', id, at + DAY + HOUR, coordinator(), decided, { named: true });
    if (life.amended) complete(life, id, at + DAY + HOUR, decisionId);
    life.wrong(() => put('RecordDecision', DAY + HOUR, { ...decided, startsBy: '2023-02-29' }));
    life.wrong(() => put('RecordDecision', DAY + HOUR, { ...decided, decision: '' }));
    life.wrong(() => put('RecordDecision', DAY + HOUR, decided, cast.police(house)));
  }
  if (rng.chance(0.3)) return;
  put('CloseMeeting', 2 * DAY, {});
  life.wrong(() => put('CloseMeeting', 2 * DAY + HOUR, {}), 2);
  life.wrong(() => put('HoldMeeting', 3 * DAY, { attendees: [] }), 2);
  if (subject) life.wrong(() => put('AddAgendaItem', 3 * DAY, { subject }), 2);
}

/** An item for the school, which is on nothing yet: it needs a disclosure of its own. */
function withDisclosures(life: Life, subject: Data, put: (data: Data) => void): void {
  const { school } = life.house;
  const item = (disclosure: Data): Data => ({
    subject,
    invited: [school],
    disclosures: [{ toAgency: school, disclosure }],
  });
  life.wrong(() => put({ subject, invited: [school] }), 2);
  life.wrong(() => put(item(life.badDisclosure())), 2);
  put(item(life.disclosure('RPL115_1_1', 'SSP')));
  life.wrong(() => put({ subject: { concernId: life.rng.uuid() } }), 2);
}

/** The agency that answers for a decision completes it, or a coordinator, once. */
function complete(life: Life, id: string, decided: Ms, decisionId: string): void {
  const { rng, cast, house } = life;
  const by = (who: Actor, after: Ms, of = decisionId, late = 0) => {
    const data = { decisionId: of, ...(rng.chance(0.5) ? { outcome: 'Gjort' } : {}) };
    life.put('CompleteDecision', id, decided + after, who, data, { late });
  };
  const own = cast.worker(house.municipal[0]);
  life.wrong(() => by(cast.coordinator(house), HOUR, rng.uuid()), 2);
  life.wrong(() => by(own, -HOUR, decisionId, 2 * HOUR), 2);
  if (rng.chance(0.4)) return;
  by(rng.chance(0.7) ? own : cast.coordinator(house), rng.one([HOUR, DAY, 40 * DAY]));
  life.wrong(() => by(cast.coordinator(house), 41 * DAY), 3);
}

function wrongCalls(life: Life, id: string, at: Ms, data: Data): void {
  const { rng, cast, house } = life;
  const coordinator = cast.coordinator(house);
  const other = house.infohus === 'koege' ? 'koebenhavn' : 'koege';
  const call = (actor: Actor, more: Data) => () => life.put('CallMeeting', id, at, actor, { ...data, ...more });
  life.wrong(
    rng.one([
      call(cast.worker(house.municipal[0]), {}),
      call(cast.actor(house.police, 'analyst'), {}),
      call(coordinator, { infohus: other }),
      call(coordinator, { kind: 'informal' }),
      call(coordinator, { startsAt: '2016-03-01' }),
      call(coordinator, { invited: 'KP' }),
      call(coordinator, { concernIds: ['x'] }),
      call(coordinator, { agenda: 'x' }),
      () => life.put('CallMeeting', id, at, coordinator, data, { written: '2091-01-01T00:00:00Z' }),
    ]),
    1.5,
  );
}

function wrongSteps(
  life: Life,
  put: (command: string, after: Ms, what: Data, who?: Actor) => void,
  subject: Data | null,
): void {
  if (!subject) return;
  const { rng, cast, house } = life;
  const unknown = rng.uuid();
  const item: Data = { subject };
  life.wrong(
    rng.one([
      () => put('AddAgendaItem', HOUR, item, cast.worker(house.municipal[0])),
      () => put('AddAgendaItem', HOUR, item, cast.police(house)),
      () => put('AddAgendaItem', HOUR, { subject: {} }),
      () => put('AddAgendaItem', HOUR, { subject: { concernId: 'x' } }),
      () => put('AddAgendaItem', -HOUR, item),
      () => put('HoldMeeting', -MINUTE, { attendees: [] }),
      () => put('HoldMeeting', DAY, { attendees: [{ userId: 'u1', agency: 'KP', role: 'x' }] }),
      () => put('HoldMeeting', DAY, {}),
      () => put('CloseMeeting', -1, {}),
      () => put('CloseMeeting', DAY, { reason: 'x' }),
      () => life.put('CloseMeeting', unknown, life.cursor.at, cast.coordinator(house), {}),
      () => life.put('AddAgendaItem', unknown, life.cursor.at, cast.coordinator(house), item),
    ]),
    1.5,
  );
}
