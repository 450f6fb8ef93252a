import type { Child } from 'hono/jsx';
import { decide } from '../../../application/authorization/policy.js';
import type { Reader } from '../../../application/authorization/reader.js';
import { REGISTERS, type RegisterShown } from '../../../application/queries/registers/register-queries.js';
import { takerOf } from '../../../domain/hotline/hotline.js';
import { placeOf } from '../../../domain/plan/place.js';
import { isCoordinator } from '../../../domain/plan/roles.js';
import { REGISTER_ORDERS } from '../../../projections/registers/register-query.js';
import { numberOf } from '../../words/format.js';
import { codeName } from '../../words/labels.js';
import { nameOf } from '../../words/names.js';
import { named } from '../../words/words.js';
import type { Answer } from '../answer.js';
import { planName } from '../choices.js';
import { datedOn, dateOf, dayAt, dayOn } from '../dates.js';
import { DoLink } from '../do-link.js';
import { Filter, Layout, type Page } from '../layout.js';
import { type Chosen, listHref } from '../list.js';
import { headings, ListBody } from '../list-body.js';
import { mayBegin } from '../tasks/may-begin.js';

export { REGISTERS };
export type RegisterName = (typeof REGISTERS)[number];
/** The command that adds to each, and those that go on with a record. */
const NEW = {
  activity: ['RecordActivity'],
  partner: ['SignAgreement', 'SignCharter'],
  incident: ['RaiseIncident'],
  hotline: ['RecordHotlineContact'],
} as const;
const MORE = {
  activity: ['CorrectActivity'],
  partner: ['SignAgreement', 'SignCharter'],
  incident: ['ActivatePreventionPlan', 'RecordMediation', 'CloseIncident'],
  hotline: ['TakeHotlineContact'],
} as const;

type RowsOf<A extends RegisterName> = readonly RegisterShown<A>[];
type Cells = readonly (readonly [key: CellKey, value: Child])[];
type CellKey =
  | 'held'
  | 'kind'
  | 'group'
  | 'participants'
  | 'name'
  | 'signed'
  | 'charter'
  | 'place'
  | 'actors'
  | 'status'
  | 'topic'
  | 'from'
  | 'forwarded'
  | 'concern';

/** Of the concern that was made of it. */
const numberIn = (row: object) => (row as { readonly number?: string | null }).number;
const text = (texts: object, name: string): string => String((texts as Record<string, unknown>)[name] ?? '');

function activity(page: Page, r: RowsOf<'activity'>[number]): Cells {
  const group = [r.targetGroup, r.schoolType ?? '', r.level ?? ''].filter(Boolean);
  return [
    ['held', dayOn(page, r.heldOn)],
    ['kind', planName(page.plan?.activityKinds, r.kind, page.language)],
    ['group', group.map((c) => codeName(c, page.language)).join(', ')],
    ['participants', String(r.participants)],
    ['name', text(r.texts, 'partner')],
  ];
}
const partner = (page: Page, r: RowsOf<'partner'>[number]): Cells => [
  ['name', text(r.texts, 'name')],
  [
    'signed',
    r.agreements
      .map((a) => [a.signedOn, a.endsOn].flatMap((on) => (on ? dateOf(page, on) : [])).join(' – '))
      .join(', '),
  ],
  ['charter', r.charters.map((c) => dateOf(page, c.signedOn)).join(', ')],
];
const incident = (page: Page, r: RowsOf<'incident'>[number]): Cells => [
  ['held', datedOn(page, r.at)],
  ['place', text(r.texts, 'place')],
  ['topic', text(r.texts, 'summary')],
  ['actors', r.actors.map((code) => planName(page.plan?.agencies, code, page.language)).join(', ')],
  ['status', codeName(r.closedAt ? 'closed' : 'open', page.language)],
];
const hotline = (page: Page, r: RowsOf<'hotline'>[number]): Cells => [
  ['held', r.at ? datedOn(page, r.at) : ''],
  ['topic', text(r.texts, 'topic')],
  ['from', codeName(r.from, page.language)],
  ['forwarded', r.forwardedTo ? placeOf(page.plans, r.forwardedTo, page.language) : ''],
  ['concern', r.concernId ? <a href={`/concerns/${r.concernId}`}>{numberOf(numberIn(r))}</a> : ''],
];
const CELLS = { activity, partner, incident, hotline } as const;

const begun = (page: Page, names: readonly string[]) => names.filter((name) => mayBegin(page, name));

/** By a coordinator of the Infohus that it went to, while nobody has (commands.md, hotline). */
const isToBeTaken = ({ session, plan, infohus }: Page, row: RowsOf<'hotline'>[number]): boolean =>
  row.taken === null && takerOf(row) === infohus && session !== undefined && isCoordinator(session.actor, plan);

/** What can be begun on a row: an unrest ends once, and who takes a contact follows from where it was sent. */
function begunOn(page: Page, name: RegisterName, row: object): readonly string[] {
  if (name === 'hotline') return isToBeTaken(page, row as RowsOf<'hotline'>[number]) ? MORE[name] : [];
  const ends = name === 'incident' && (row as RowsOf<'incident'>[number]).closedAt !== null;
  return begun(page, MORE[name]).filter((command) => !ends || command !== 'CloseIncident');
}

const listsMentors = ({ actor, purpose }: Reader) => decide(actor, 'list', 'mentor', purpose, ['of-infohus']);

/** From register to register. */
export function RegisterLinks({ page }: { page: Page }) {
  const { say, infohus, path, session } = page;
  const all = REGISTERS.map((r) => [`/registers/${r}`, named(say, 'aggregate', r)] as const);
  const mentors = session && listsMentors(session.reader) ? [['/mentors', say('mentors.title')] as const] : [];
  return (
    <Filter links={[...all, ...mentors].map(([href, name]) => [`${href}?infohus=${infohus}`, name, path === href])} />
  );
}

/** What the address of a register says. */
export const REGISTER_FILTERS = ['from', 'to', 'limit', 'sort'] as const;

/** A register without persons: what there is, and what can be recorded in it. */
export function RegisterPage(props: {
  page: Page;
  name: RegisterName;
  list: Answer<'Register'>;
  chosen: Chosen;
  isFirst: boolean;
}) {
  const { page, name, list, chosen, isFirst } = props;
  const { say, language } = page;
  const path = `/registers/${name}`;
  const cells = list.rows.map((row) => ({ row, cells: CELLS[name](page, row as never) }));
  const head = (cells[0]?.cells ?? []).map(([key]) => say(`col.${key}`));
  const by = headings(page, path, chosen, REGISTER_ORDERS);
  const acts = (row: { readonly id: string }) => begunOn(page, name, row);
  const more = (row: { readonly id: string }) =>
    acts(row).map((c) => (
      <DoLink page={page} command={c} chosen={{ id: row.id }}>
        {`${nameOf(c, language)} `}
      </DoLink>
    ));
  const isActedOn = list.rows.some((row) => acts(row).length > 0);
  return (
    <Layout page={page} title={named(say, 'aggregate', name)}>
      <RegisterLinks page={page} />
      <p>
        {begun(page, NEW[name]).map((c) => (
          <DoLink page={page} command={c} isButton />
        ))}
      </p>
      <ListBody
        {...{ page, path, chosen, list, isFirst, file: `/api${path}/rows.csv` }}
        fields={[
          { name: 'from', label: `${say('col.recorded')}: ${say('list.from')}`, is: 'date' },
          { name: 'to', label: `${say('col.recorded')}: ${say('list.to')}`, is: 'date' },
        ]}
        none={
          <>
            {`${say('register.none')} `}
            {chosen.from || chosen.to ? <a href={listHref(path, page, {})}>{say('work.clear')}</a> : null}
          </>
        }
        head={[by(say('col.recorded'), 'at'), ...head, ...(isActedOn ? [say('col.action')] : [])]}
        cells={cells.map(({ row, cells: own }) => [
          row.at ? <span class="nowrap">{dayAt(page, row.at)}</span> : '',
          ...own.map(([, value]) => value),
          ...(isActedOn ? [more(row)] : []),
        ])}
      />
    </Layout>
  );
}
