import type { CommandAnswer } from '../../../application/commands/request.js';
import { commands as assessments } from '../../../domain/case/assessment.js';
import { commands as goals } from '../../../domain/case/goals.js';
import { type Actor, aggregateOf, idOf } from '../../../domain/kernel/event.js';
import type { KnownCommand } from '../../../domain/registry.js';
import type { Form } from '../form-schema.js';
import type { Page } from '../layout.js';
import { REGISTERS } from '../registers/registers.js';
import { said } from './filled.js';
import type { TaskRecord } from './situation.js';
import type { Task } from './task.js';

/** With these an agency's part may end: it sees of the record what it wrote itself, and is told what was done. A coordinator stays. */
const ENDS_OWN_PART = new Set([
  'DeclineReferral',
  'CompleteReferral',
  'DeclineHandover',
  'ClearForSupport',
  'CompleteDecision',
]);
/** The tab of the case that shows what was recorded; what stands in none of these is seen from its first one. */
const TABS = new Map(
  Object.entries({
    '/responsibility': ['OfferHandover', 'ReferCase', 'DiscloseInformation'],
    '/assessment': Object.keys(assessments),
    '/support': Object.keys(goals),
  }).flatMap(([tab, names]) => names.map((name) => [name, tab] as const)),
);
/** Found again, not given: its id is all that is known. */
type Answered = CommandAnswer | { readonly id: string };

interface Sent {
  readonly command: KnownCommand;
  readonly task: Task;
  readonly form: Form;
}
/**
 * Where one lands after a task: on the page of the record, with a receipt; a form that was sent before has the receipt of then. What a number
 * names is told by what was recorded only: a form that was refused lands on Home.
 */
export function receiptAt(
  page: Page,
  { command: { name, definition, on }, task, form }: Sent,
  record: TaskRecord | undefined,
  actor: Actor,
  answer: Answered,
): string {
  const left = ENDS_OWN_PART.has(name) && actor.role !== 'coordinator';
  const [aggregate, id] =
    'stream' in answer ? [aggregateOf(answer.stream), idOf(answer.stream)] : [on[0]?.aggregate ?? '', answer.id];
  const own = record && definition.on !== 'new' ? record.href.split('?')[0] : undefined;
  const tab = aggregate === 'case' ? (TABS.get(name) ?? '') : '';
  const lands = task.byNumber && !('stream' in answer) ? '/' : task.lands?.((field) => said(form[`data.${field}`]), id);
  const place = lands ?? (left && aggregate === 'meeting' ? '/' : `${own ?? placeOf(aggregate, id, record)}${tab}`);
  const search = new URLSearchParams({ infohus: page.infohus });
  if ('position' in answer) search.set('after', String(answer.position));
  search.set('done', name);
  if (!('fresh' in answer) || !answer.fresh) search.set('again', '1');
  if (left) search.set('left', '1');
  return `${place}?${search}`;
}

/** Where what was recorded is shown. */
function placeOf(aggregate: string, id: string, record: TaskRecord | undefined): string {
  if (PAGES.has(aggregate)) return `/${aggregate}s/${id}`;
  if (aggregate === 'breach') return `/breaches/${id}`;
  if (REGISTERS.some((r) => r === aggregate)) return `/registers/${aggregate}`;
  return record?.href.split('?')[0] ?? OWN_PAGES[aggregate]?.(id) ?? '/';
}
/** What stands on a page of another address than its aggregate's name. */
const OWN_PAGES: Readonly<Record<string, (id: string) => string>> = {
  reassignment: (id) => `/reassignments/${id}`,
  absence: () => '/team',
  user: (id) => `/users/${id}`,
  plan: () => '/plans',
  mentor: () => '/mentors',
  disposal: () => '/retention',
};
const PAGES = new Set(['case', 'concern', 'meeting', 'person']);
