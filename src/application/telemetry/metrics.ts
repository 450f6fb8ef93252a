import { projections } from '../../projections/index.js';
import { PART_STATES, PARTS } from '../ports/parts.js';
import { NEEDED } from '../ports/readiness.js';
import { ADVICE, STATUS } from '../refusal.js';
import { type Counter, defineMetrics, type Gauge, type Histogram, type LabelsOf } from './define-metrics.js';

/** Parts of the program, each with a pool of connections of its own. */
export const POOLS = ['log', 'app', 'projector', 'reader', 'asker', 'party', 'eraser', 'auditor', 'vault'] as const;
const MODELS = projections.map(({ name }) => name);
const RULES = [...Object.keys(STATUS), ...Object.keys(ADVICE)];

const QUICK = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const SIZES = [1, 2, 4, 8, 16, 32, 64, 128];
const HOURS = [1, 5, 15, 60, 300, 3_600, 14_400, 86_400];
const NONE = {};
const WAYS = ['page', 'query', 'command', 'door'] as const;
const own = { kind: 'gauge', of: 'process' } as const;
const shared = { kind: 'gauge', of: 'installation' } as const;
const seconds = { kind: 'histogram', unit: 'seconds', upTo: QUICK } as const;

/**
 * Every metric there is, said once: what records, what /metrics and OTLP send, docs/metrics.md, and what the dashboard and the alert rules in deploy/ may
 * name (issue 20 item 4). Labels are closed sets; nothing here can hold an id, a name or a text.
 */
export const METRICS = defineMetrics({
  http_requests: {
    ...{ kind: 'counter', says: 'Requests, by the way in and the class of the answer; `cut`: nobody waited for it' },
    labels: { way: WAYS, answer: ['2xx', '3xx', '4xx', '5xx', 'cut'] },
  },
  http_request: { ...{ ...seconds, says: 'How long a request took, by the way in' }, labels: { way: WAYS } },
  commands: {
    ...{ kind: 'counter', says: 'Commands, by what became of them' },
    labels: { outcome: ['appended', 'repeated', 'refused', 'failed'] },
  },
  command: { ...{ ...seconds, labels: NONE }, says: 'How long a command took, from its being given to its answer' },
  queries: {
    ...{ kind: 'counter', says: 'Queries, by what became of them' },
    labels: { outcome: ['answered', 'refused', 'failed'] },
  },
  query: { ...{ ...seconds, labels: NONE }, says: 'How long a query took, with the access event that it leaves' },
  refusals: {
    ...{ kind: 'counter', says: 'Refused commands, by the rule that stood against them' },
    labels: { rule: RULES },
  },
  appends: {
    ...{ kind: 'counter', says: 'Appends, by what became of them; `conflict`: somebody else wrote first' },
    labels: { outcome: ['appended', 'duplicate', 'conflict', 'not-persisted', 'unknown', 'failed'] },
  },
  append: { ...{ ...seconds, labels: NONE }, says: 'How long an append took until it was durable, or refused' },
  append_group: {
    ...{ kind: 'histogram', unit: 'count', upTo: SIZES, labels: NONE },
    says: 'How many appends went to the database in one call',
  },
  vault_calls: {
    ...{ kind: 'counter', says: 'How often texts were sealed and opened, by what became of it' },
    labels: { work: ['seal', 'open'], outcome: ['done', 'failed'] },
  },
  vault: {
    ...{ ...seconds, says: 'How long sealing and opening of texts took, with what was asked of keys and key service' },
    labels: { work: ['seal', 'open'] },
  },
  access_events: {
    ...{ kind: 'counter', says: 'Looks that were written down, by their kind' },
    labels: { kind: ['NoteConsultation', 'NoteSearch', 'NoteExport', 'NoteDenial'] },
  },
  access_failures: {
    ...{ kind: 'counter', labels: NONE, says: 'Looks that could not be written down, so that nothing was answered' },
  },
  fold: {
    ...{ ...seconds, labels: NONE, says: 'How long a batch of events took to be folded into the read models' },
  },
  alerts: {
    ...{ kind: 'counter', says: 'Alerts of deadlines, by what they say' },
    labels: { state: ['due-soon', 'overdue', 'missed', 'met'], outcome: ['raised', 'refused'] },
  },
  alert_lateness: {
    ...{ kind: 'histogram', unit: 'seconds', upTo: HOURS },
    says: 'How long after its instant an alert was raised',
    labels: { state: ['due-soon', 'overdue'] },
  },
  pool_wait: {
    ...{ ...seconds, says: 'How long was waited for a connection to the database' },
    labels: { pool: POOLS },
  },
  log: { ...{ ...shared, unit: 'events', labels: NONE }, says: 'Events in the log' },
  read_model_behind: {
    ...{ ...shared, unit: 'events', says: 'How far a read model is behind the log' },
    labels: { model: MODELS },
  },
  read_model_stopped: {
    ...{ ...shared, unit: 'yes', says: '1 where a read model has stopped at an event that it cannot fold' },
    labels: { model: MODELS },
  },
  rebuild_parts: {
    ...{ ...shared, unit: 'count', says: 'Parts of a rebuild that is under way; 0 where none is' },
    labels: { parts: ['all', 'done'] },
  },
  alerts_waiting: {
    ...{ ...own, unit: 'count', labels: NONE },
    says: 'Alerts that could not be raised at the last look, and are tried again',
  },
  checkpoint_age: {
    ...{ ...shared, unit: 'seconds', labels: NONE },
    says: 'How long ago the newest checkpoint was signed; as old as the log can be where there is none',
  },
  checkpoint_unsigned: { ...{ ...shared, unit: 'events', labels: NONE }, says: 'Events that no checkpoint covers' },
  checkpoint_witnesses: {
    ...{ ...shared, unit: 'count', labels: NONE },
    says: 'Witnesses that cosigned the newest one',
  },
  verify_age: {
    ...{ ...shared, unit: 'seconds', labels: NONE },
    says: 'How long ago the whole log was last verified and found intact; 8 days where it was not in a week',
  },
  verify_wrong: { ...{ ...shared, unit: 'yes', labels: NONE }, says: '1 where the last verification found a fault' },
  sessions: { ...{ ...shared, unit: 'count', labels: NONE }, says: 'Logins that are open' },
  letters: {
    ...{ ...shared, unit: 'count', says: 'Letters of the e-mail outbox' },
    labels: { state: ['waiting', 'delivered', 'given-up'] },
  },
  ready: { ...{ ...own, unit: 'yes', says: '1 where the part is ready (/health/ready)' }, labels: { part: NEEDED } },
  part: {
    ...{ ...shared, unit: 'yes', says: '1 for the state in which a part of the installation is (doctor)' },
    labels: { part: PARTS, state: PART_STATES },
  },
  pool_connections: {
    ...{ ...own, unit: 'count', says: 'Connections to the database, and who waits for one' },
    labels: { pool: POOLS, state: ['busy', 'idle', 'waiting'] },
  },
  event_loop_delay: {
    ...{ ...own, unit: 'seconds', says: 'How late the process did what was due, since it was last asked' },
    labels: { quantile: ['0.5', '0.99', '1'] },
  },
  memory: {
    ...{ ...own, unit: 'bytes', says: 'Memory of the process' },
    labels: { of: ['process', 'heap', 'buffers'] },
  },
  uptime: { ...{ ...own, unit: 'seconds', labels: NONE }, says: 'How long the process has run' },
  watching_failed: {
    ...{ ...own, unit: 'count', labels: NONE },
    says: 'Groups of these values that could not be asked for this time, and are missing',
  },
});

type Declared = typeof METRICS;
type Named<K> = { [N in keyof Declared]: Declared[N] extends K ? N : never }[keyof Declared];
export type MetricName = keyof Declared;
export type CounterName = Named<Counter>;
export type HistogramName = Named<Histogram>;
export type GaugeName = Named<Gauge>;
export type Labelled<N extends MetricName> = LabelsOf<Declared[N]>;
