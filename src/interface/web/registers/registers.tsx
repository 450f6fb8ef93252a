import type { Child } from 'hono/jsx';
import { REGISTERS, type RegisterShown } from '../../../application/queries/register-queries.js';
import { takerOf } from '../../../domain/hotline/hotline.js';
import { isCoordinator } from '../../../domain/plan/roles.js';
import { codeName } from '../../words/labels.js';
import { nameOf } from '../../words/names.js';
import { named } from '../../words/words.js';
import { planName } from '../choices.js';
import { datedOn, dateOf, dayOn } from '../dates.js';
import { DoLink } from '../do-link.js';
import { numberOf } from '../format.js';
import { Filter, Layout, type Page, Table } from '../layout.js';
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
  ['actors', r.actors.join(', ')],
  ['status', codeName(r.closedAt ? 'closed' : 'open', page.language)],
];
const hotline = (page: Page, r: RowsOf<'hotline'>[number]): Cells => [
  ['held', r.at ? datedOn(page, r.at) : ''],
  ['topic', text(r.texts, 'topic')],
  ['from', codeName(r.from, page.language)],
  ['forwarded', r.forwardedTo ?? ''],
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

/** A register without persons: what there is, and what can be recorded in it. */
export function RegisterPage(props: { page: Page; name: RegisterName; rows: readonly { readonly id: string }[] }) {
  const { page, name, rows } = props;
  const { say, language, infohus } = page;
  const cells = rows.map((row) => ({ row, cells: CELLS[name](page, row as never) }));
  const head = (cells[0]?.cells ?? []).map(([key]) => say(`col.${key}`));
  const acts = (row: { readonly id: string }) => begunOn(page, name, row);
  const more = (row: { readonly id: string }) =>
    acts(row).map((c) => (
      <DoLink page={page} command={c} chosen={{ id: row.id }}>
        {`${nameOf(c, language)} `}
      </DoLink>
    ));
  const isActedOn = rows.some((row) => acts(row).length > 0);
  return (
    <Layout page={page} title={named(say, 'aggregate', name)}>
      <Filter
        links={REGISTERS.map((r) => [`/registers/${r}?infohus=${infohus}`, named(say, 'aggregate', r), r === name])}
      />
      <p>
        {begun(page, NEW[name]).map((c) => (
          <DoLink page={page} command={c} isButton />
        ))}
      </p>
      {rows.length === 0 ? (
        <p>{say('register.none')}</p>
      ) : (
        <Table
          caption={`${rows.length} ${say('list.count')}`}
          head={[...head, ...(isActedOn ? [say('col.action')] : [])]}
          rows={cells.map(({ row, cells: own }) => [
            ...own.map(([, value]) => value),
            ...(isActedOn ? [more(row)] : []),
          ])}
        />
      )}
      <p>
        <a href={`/api/registers/${name}/rows.csv?infohus=${infohus}`}>{say('list.csv')}</a>
      </p>
    </Layout>
  );
}
