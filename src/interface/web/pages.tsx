import type { Queries } from '../../application/queries/queries.js';
import type { Obligation } from '../../domain/deadlines.js';
import type { Actor } from '../../domain/kernel/event.js';
import { commands } from '../../domain/registry.js';
import { DEMO_USERS } from '../identity/demo-users.js';
import { day, number, short, when } from './format.js';
import { Alert, Layout, type Page, Table } from './layout.js';
import { nameOf } from './names.js';
import { named } from './words.js';

type Answer<K extends keyof Queries> = Queries[K] extends (...args: never[]) => Promise<infer T> ? T : never;

export function LoginPage({ page, problem }: { page: Page; problem?: string | undefined }) {
  const { say } = page;
  const label = ({ userId, agency, role }: Actor) => `${userId} (${agency}, ${role})`;
  return (
    <Layout page={page} title={say('login.title')}>
      {problem ? (
        <Alert kind="error" title={say('error.title')}>
          {problem}
        </Alert>
      ) : null}
      <p>{say('login.demo')}</p>
      <form method="post" action="/login">
        <fieldset class="login">
          <legend class="form-label">{say('login.title')}</legend>
          {DEMO_USERS.map((user, i) => (
            <div class="form-group-radio">
              <input
                type="radio"
                class="form-radio radio-large"
                id={`user-${i}`}
                name="user"
                value={user.userId}
                checked={i === 0}
              />
              <label for={`user-${i}`}>{label(user)}</label>
            </div>
          ))}
        </fieldset>
        <button class="button button-primary" type="submit">
          {say('login.enter')}
        </button>
      </form>
    </Layout>
  );
}

const dueRow = (page: Page, o: Obligation) => [
  named(page.say, 'obligation', o.obligation),
  o.caseId ? <a href={`/cases/${o.caseId}`}>{short(o.caseId)}</a> : short(o.concernId ?? ''),
  when(o.dueAt),
  <span class={`badge state-${o.state}`}>{named(page.say, 'state', o.state)}</span>,
];

export function HomePage({ page, due, open }: { page: Page; due: readonly Obligation[] | null; open: number }) {
  const { say } = page;
  const title = say('nav.home');
  if (due === null) {
    return (
      <Layout page={page} title={title}>
        <Alert kind="info" title={say('nav.report')}>
          {say('home.figures-only')}
        </Alert>
      </Layout>
    );
  }
  const head = [say('col.obligation'), say('col.case'), say('col.due'), say('col.state')];
  const of = (state: string) => due.filter((o) => o.state === state);
  return (
    <Layout page={page} title={title}>
      <ul class="nobullet-list counts">
        <li>
          <strong>{of('overdue').length}</strong> {say('home.overdue')}
        </li>
        <li>
          <strong>{of('due-soon').length}</strong> {say('home.due-soon')}
        </li>
        <li>
          <strong>{open}</strong> <a href="/cases?status=open">{say('home.open-cases')}</a>
        </li>
      </ul>
      {due.length === 0 ? <p>{say('home.none')}</p> : null}
      {(['overdue', 'due-soon', 'upcoming'] as const).map((state) =>
        of(state).length > 0 ? (
          <Table
            caption={say(`home.${state}`)}
            head={head}
            rows={of(state)
              .slice(0, 100)
              .map((o) => dueRow(page, o))}
          />
        ) : null,
      )}
    </Layout>
  );
}

export function CasesPage({ page, cases, status }: { page: Page; cases: Answer<'cases'>; status: string | undefined }) {
  const { say } = page;
  const filter = [
    ['/cases', 'cases.all', undefined],
    ['/cases?status=open', 'cases.open', 'open'],
    ['/cases?status=closed', 'cases.closed', 'closed'],
  ] as const;
  const row = (c: Answer<'cases'>[number]) => [
    <a href={`/cases/${c.caseId}`}>{short(c.caseId)}</a>,
    named(say, 'state', c.status),
    'caseType' in c ? c.caseType : '',
    'responsibleAgency' in c ? c.responsibleAgency : c.responsible,
    day(c.openedAt),
    'openOffers' in c ? String(c.openOffers) : '',
  ];
  return (
    <Layout page={page} title={say('cases.title')}>
      <ul class="nobullet-list nav-list filter">
        {filter.map(([href, key, value]) => (
          <li>
            <a href={href} aria-current={value === status ? 'true' : undefined}>
              {say(key)}
            </a>
          </li>
        ))}
      </ul>
      {cases.length === 0 ? (
        <p>{say('cases.none')}</p>
      ) : (
        <Table
          caption={`${cases.length}`}
          head={[
            say('col.case'),
            say('col.status'),
            say('col.type'),
            say('col.agency'),
            say('col.opened'),
            say('col.offers'),
          ]}
          rows={cases.map(row)}
        />
      )}
    </Layout>
  );
}

const ON_CASE = () =>
  [...commands.values()]
    .filter((c) => c.on.length === 1 && c.on[0]?.aggregate === 'case' && c.definition.on !== 'new')
    .map((c) => c.name);

export function CasePage({
  page,
  found,
  chain,
  at,
  clock,
}: {
  page: Page;
  found: Answer<'case'>;
  chain: Answer<'handovers'>;
  at: string;
  clock: string;
}) {
  const { say } = page;
  return (
    <Layout page={page} title={`${say('case.title')} ${short(found.caseId)}`}>
      <p class="lead">
        <span class={`badge state-${found.status}`}>{named(say, 'state', found.status)}</span> {say('col.agency')}:{' '}
        <strong>{found.responsibleAgency}</strong>
      </p>
      {found.disclosedOnly ? (
        <Alert kind="info" title={say('case.title')}>
          {say('case.disclosed-only')}
        </Alert>
      ) : null}
      {found.pendingHandover ? (
        <Alert
          kind="warning"
          title={say('case.chain')}
        >{`${say('case.pending')} ${found.pendingHandover.toAgency}`}</Alert>
      ) : null}
      <form method="get" action={`/cases/${found.caseId}`} class="as-of">
        <label class="form-label" for="at">
          {say('case.as-of')}
        </label>
        <span class="form-hint" id="at-hint">
          {say('case.as-of.hint')}
        </span>
        <input class="form-input" id="at" name="at" value={at} aria-describedby="at-hint" />
        <select class="form-select" name="clock" aria-label={say('case.as-of')}>
          {(['recorded', 'occurred'] as const).map((c) => (
            <option value={c} selected={c === clock}>
              {say(`case.as-of.${c}`)}
            </option>
          ))}
        </select>
        <button class="button button-secondary" type="submit">
          {say('case.as-of.show')}
        </button>
      </form>
      <Table
        caption={say('case.chain')}
        head={[say('col.agency'), say('col.from'), say('col.to'), say('col.basis')]}
        rows={chain.map((h) => [h.agency, when(h.from), h.to ? when(h.to) : '', h.by?.legalBasis ?? ''])}
      />
      <Table
        caption={say('case.subjects')}
        head={[say('col.person'), say('col.role')]}
        rows={found.subjects.map((s) => [short(s.personId), `${s.role}, ${s.ageGroup}`])}
      />
      <Table
        caption={say('case.offers')}
        head={[say('col.kind'), say('col.person'), say('col.status'), say('col.from')]}
        rows={found.offers.map((o) => [o.kind, short(o.personId), o.status, day(o.offeredAt)])}
      />
      <Table
        caption={say('case.courses')}
        head={[say('col.kind'), say('col.person'), say('col.status'), say('col.from')]}
        rows={found.courses.map((c) => [c.kind, short(c.personId), c.status, day(c.startedAt)])}
      />
      <h2>{say('case.actions')}</h2>
      <ul class="nobullet-list actions">
        {ON_CASE().map((name) => (
          <li>
            <a href={`/commands/${name}?id=${found.caseId}`}>{nameOf(name, page.language)}</a>
          </li>
        ))}
      </ul>
      <Table
        caption={say('case.timeline')}
        head={[say('col.occurred'), say('col.recorded'), say('col.what'), say('col.by')]}
        rows={found.timeline.map((e) => [
          when(e.occurredAt),
          when(e.recordedAt),
          `${nameOf(e.type, page.language)}${'corrected' in e ? ` (${say('case.corrected')})` : ''}${'annulled' in e ? ` (${say('case.annulled')})` : ''}`,
          `${e.actor.agency}, ${e.actor.role}`,
        ])}
      />
    </Layout>
  );
}

export function ReportPage({
  page,
  report,
  years,
}: {
  page: Page;
  report: Answer<'report'>;
  years: readonly number[];
}) {
  const { say, language } = page;
  const row = (i: Answer<'report'>['indicators'][number]) => {
    const share = i.denominator !== null;
    const value = i.value === null ? '–' : number(i.value, language, share);
    const bar =
      share && i.value !== null ? (
        <meter class="bar" min="0" max="1" value={String(i.value)} aria-hidden="true" />
      ) : null;
    return [
      i.id,
      <span>
        {value} {bar}
      </span>,
      share ? `${i.numerator} / ${i.denominator}` : '',
      i.unknown === 0 ? '' : String(i.unknown),
      i.target === null ? '' : number(i.target, language, true),
      i.met === null ? '' : say(i.met ? 'yes' : 'no'),
      i.baseline.map((b) => `${b.year}: ${number(b.value, language, b.value < 1)}`).join(', '),
    ];
  };
  const head = (['indicator', 'value', 'basis', 'unknown', 'target', 'met', 'before'] as const).map((k) =>
    say(`col.${k}`),
  );
  return (
    <Layout page={page} title={`${say('report.title')} ${report.year}`}>
      <form method="get" action="/report" class="as-of">
        <label class="form-label" for="year">
          {say('report.year')}
        </label>
        <select class="form-select" id="year" name="year">
          {years.map((y) => (
            <option value={String(y)} selected={y === report.year}>
              {String(y)}
            </option>
          ))}
        </select>
        <button class="button button-secondary" type="submit">
          {say('case.as-of.show')}
        </button>
      </form>
      {report.planInForce ? null : (
        <Alert kind="warning" title={report.plan}>
          {say('report.not-in-force')}
        </Alert>
      )}
      <Table caption={`${report.infohus}, ${report.plan}`} head={head} rows={report.indicators.map(row)} />
      <p class="proof">{`${say('report.proof')} ${report.asOf.position} · ${report.asOf.headHash}`}</p>
    </Layout>
  );
}

export function ErrorPage({ page, message }: { page: Page; message: string }) {
  return (
    <Layout page={page} title={page.say('error.title')}>
      <Alert kind="error" title={page.say('error.title')}>
        {message}
      </Alert>
    </Layout>
  );
}
