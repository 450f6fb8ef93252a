import { addDays, localDateOf } from '../../domain/kernel/calendar.js';
import type { ReadModels } from '../../projections/read-models.js';
import type { Ledger } from '../audit/ledger.js';
import type { EventStore } from '../ports/event-store.js';
import type { SessionStore } from '../ports/identity.js';
import type { Outbox } from '../ports/mail.js';
import { PART_STATES, type PartsStatus } from '../ports/parts.js';
import type { ReadModelRunner, RebuildProgress } from '../ports/read-model-status.js';
import { NEEDED, type TellsReadiness } from '../ports/readiness.js';
import type { Clock } from '../ports/runtime.js';
import type { Reading, Readings } from '../ports/telemetry.js';
import { verificationsIn } from '../queries/access/integrity-queries.js';

export interface ReadingDependencies {
  readonly store: Pick<EventStore, 'head'>;
  readonly projector: Pick<ReadModelRunner, 'status'>;
  readonly parts: PartsStatus;
  readonly ledger: Pick<Ledger, 'newest'>;
  readonly live: Pick<ReadModels, 'looks'>;
  readonly sessions: Pick<SessionStore, 'living'>;
  readonly letters: Pick<Outbox, 'counts'> | undefined;
  readonly alerts: { readonly refused: number };
  readonly readiness: TellsReadiness;
  rebuild(): Promise<Pick<RebuildProgress, 'slices' | 'slicesDone'> | undefined>;
  readonly clock: Clock;
}

/** How far back is looked for a verification; none since then counts as a day more. */
const DAYS = 7;
const DAY = 86_400;
/** Of a log that nobody ever signed. */
const BEGINNING = '1970-01-01T00:00:00.000Z';

/** How every gauge of the installation stands: numbers by closed labels, about nobody (metrics.ts). */
export const installationReadings = (of: ReadingDependencies): readonly Readings[] => [
  () => log(of),
  () => models(of),
  () => checkpoints(of),
  () => verification(of),
  () => ready(of),
  () => parts(of),
  async () => [gauge('sessions', await of.sessions.living(of.clock.now()), {})],
  () => letters(of),
  async () => [gauge('alerts_waiting', of.alerts.refused, {})],
];

const gauge = <N extends Reading['name']>(name: N, value: number, labels: Reading<N>['labels']): Reading =>
  ({ name, value, labels }) as Reading;
const yes = (holds: boolean): number => (holds ? 1 : 0);
const since = ({ clock }: ReadingDependencies, instant: string): number =>
  (Date.parse(clock.now()) - Date.parse(instant)) / 1000;

async function log({ store }: ReadingDependencies): Promise<readonly Reading[]> {
  return [gauge('log', (await store.head()).position, {})];
}

async function models({ projector, rebuild }: ReadingDependencies): Promise<readonly Reading[]> {
  const [all, under] = await Promise.all([projector.status(), rebuild()]);
  return [
    ...all.flatMap(({ name: model, position, head, failure }) => [
      gauge('read_model_behind', Math.max(0, head - position), { model }),
      gauge('read_model_stopped', yes(failure !== null), { model }),
    ]),
    gauge('rebuild_parts', under?.slices ?? 0, { parts: 'all' }),
    gauge('rebuild_parts', under?.slicesDone ?? 0, { parts: 'done' }),
  ];
}

async function checkpoints(of: ReadingDependencies): Promise<readonly Reading[]> {
  const [{ position }, newest] = await Promise.all([of.store.head(), of.ledger.newest()]);
  const { size, at } = newest?.checkpoint ?? { size: 0, at: BEGINNING };
  return [
    // An empty log has nothing to sign.
    gauge('checkpoint_age', position === 0 ? 0 : since(of, at), {}),
    gauge('checkpoint_unsigned', Math.max(0, position - size), {}),
    gauge('checkpoint_witnesses', Math.max(0, (newest?.signatures.length ?? 1) - 1), {}),
  ];
}

async function verification(of: ReadingDependencies): Promise<readonly Reading[]> {
  const looks = await of.live.looks({ record: 'verification', from: addDays(localDateOf(of.clock.now()), -DAYS) });
  const whole = verificationsIn(looks).filter((one) => one.whole && one.upTo !== null);
  const intact = whole.find(({ wrongAt }) => wrongAt === null);
  return [
    gauge('verify_age', intact ? since(of, intact.at) : (DAYS + 1) * DAY, {}),
    gauge('verify_wrong', yes((whole[0]?.wrongAt ?? null) !== null), {}),
  ];
}

async function ready({ readiness }: ReadingDependencies): Promise<readonly Reading[]> {
  const missing = await readiness.look();
  return NEEDED.map((part) => gauge('ready', yes(!missing.includes(part)), { part }));
}

/** Of several findings about one part the worst counts. */
async function parts({ parts: of }: ReadingDependencies): Promise<readonly Reading[]> {
  const worst = new Map<string, number>();
  for (const { part, state } of await of.parts())
    worst.set(part, Math.max(worst.get(part) ?? 0, PART_STATES.indexOf(state)));
  return [...worst].flatMap(([part, at]) =>
    PART_STATES.map((state, n) => gauge('part', yes(n === at), { part: part as never, state })),
  );
}

async function letters({ letters: outbox }: ReadingDependencies): Promise<readonly Reading[]> {
  if (!outbox) return [];
  return Object.entries(await outbox.counts()).map(([state, n]) => gauge('letters', n, { state: state as never }));
}
