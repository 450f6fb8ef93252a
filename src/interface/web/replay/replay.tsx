import { decide } from '../../../application/authorization/policy.js';
import type { Chart } from '../../documents/charts/chart.js';
import { sharedIn } from '../../documents/shared.js';
import { codeName } from '../../words/labels.js';
import { nameOf } from '../../words/names.js';
import { named } from '../../words/words.js';
import type { Answer } from '../answer.js';
import { Written } from '../case/timeline.js';
import { planName } from '../choices.js';
import { datedOn } from '../dates.js';
import { Facts } from '../facts.js';
import { Layout, type Page, Table } from '../layout.js';
import { Options } from '../options.js';
import { ChartFigure } from '../report/report-chart.js';
import { JUMPS, type Jump, jumpFrom, type Steps } from './steps.js';

export interface Replayed {
  readonly caseId: string;
  readonly number: string;
  readonly steps: Steps;
  /** Undefined: before the case was recorded. */
  readonly step: number | undefined;
  readonly isPlaying: boolean;
  /** The moment, as a query takes it; empty before the case. */
  readonly at: string;
  /** At that moment. */
  readonly found: Answer<'CaseAsOf'> | undefined;
  readonly sights: Answer<'CaseVisibility'> | undefined;
  readonly handovers: Answer<'CaseHandovers'>;
  /** The chain of responsibility up to then, drawn. */
  readonly chain: Chart | null;
  readonly names: ReadonlyMap<string, string>;
}
interface Props {
  readonly page: Page;
  readonly shown: Replayed;
}

/** A case as it was, one event at a time: the record, the event, and who could see what (screens.md section 5). */
export function ReplayPage({ page, shown }: Props) {
  const { say } = page;
  const event = shown.step === undefined ? undefined : shown.steps.events[shown.step];
  return (
    <Layout page={page} title={`${say('replay.title')} ${shown.number}`}>
      <Controls page={page} shown={shown} />
      {event && shown.found ? (
        <div class="replay">
          <section>
            <h2>{say('replay.record')}</h2>
            <RecordThen page={page} found={shown.found} names={shown.names} />
          </section>
          <section>
            <h2>{say('replay.event')}</h2>
            <EventThen page={page} event={event} shown={shown} />
          </section>
          <section>
            <h2>{say('replay.who')}</h2>
            <Sights page={page} shown={shown} />
          </section>
          <section class="replay-wide">
            <Shared page={page} found={shown.found} />
            {shown.chain ? <ChartFigure chart={shown.chain} language={page.language} /> : null}
            {proves(page) ? (
              <p class="no-print">
                <a class="button button-secondary" href={fileOf(page, shown)} data-turbo="false">
                  {say('replay.file')}
                </a>
              </p>
            ) : null}
          </section>
        </div>
      ) : (
        <p>{say('replay.before')}</p>
      )}
    </Layout>
  );
}

/** @param more beside the step: `&play=1` */
export const hrefOf = (
  { infohus }: Page,
  { caseId, steps: { clock } }: Pick<Replayed, 'caseId' | 'steps'>,
  step: number,
  more = '',
) => `/cases/${caseId}/replay?infohus=${infohus}&clock=${clock}&step=${step + 1}${more}`;

const fileOf = ({ infohus }: Page, { caseId, at, steps: { clock } }: Replayed) =>
  `/cases/${caseId}/replay.pdf?${new URLSearchParams({ infohus, at, clock })}`;

function Controls({ page, shown }: Props) {
  const { say } = page;
  const { steps, step = -1, isPlaying } = shown;
  const last = steps.events.length - 1;
  const links = [
    ['replay.first', 0],
    ['replay.back', step - 1],
    ['replay.on', step + 1],
    ['replay.last', last],
  ] as const;
  const jumps = (Object.keys(JUMPS) as Jump[]).flatMap((jump) => {
    const to = jumpFrom(steps, step, jump);
    return to === undefined ? [] : [[jump, to] as const];
  });
  return (
    <div class="no-print">
      <p class="lead" role="status">{`${say('replay.step')} ${step + 1} ${say('replay.of')} ${last + 1}`}</p>
      <ul class="nobullet-list nav-list">
        {links.map(([key, to]) => (
          <li>
            {to >= 0 && to <= last && to !== step ? (
              <a href={hrefOf(page, shown, to)}>{say(key)}</a>
            ) : (
              <span>{say(key)}</span>
            )}
          </li>
        ))}
        <li>
          <a href={hrefOf(page, shown, isPlaying ? step : Math.max(0, step), isPlaying ? '' : '&play=1')}>
            {say(isPlaying ? 'replay.stop' : 'replay.play')}
          </a>
        </li>
        {jumps.map(([jump, to]) => (
          <li>
            <a href={hrefOf(page, shown, to)}>{`${say('replay.jump')}: ${say(`replay.jump.${jump}`)}`}</a>
          </li>
        ))}
      </ul>
      <MomentForm page={page} shown={shown} />
    </div>
  );
}

function MomentForm({ page: { say, infohus }, shown: { caseId, steps, step = -1 } }: Props) {
  return (
    <form method="get" action={`/cases/${caseId}/replay`} class="as-of">
      <input type="hidden" name="infohus" value={infohus} />
      <label class="form-label" for="step">
        {say('replay.step')}
      </label>
      <input type="range" id="step" name="step" min="1" max={String(steps.events.length)} value={String(step + 1)} />
      <label class="form-label" for="when">
        {say('replay.when')}
      </label>
      <input class="form-input" type="datetime-local" id="when" name="when" />
      <label class="form-label" for="clock">
        {say('replay.clock')}
      </label>
      <select class="form-select" id="clock" name="clock">
        <Options
          of={(['recorded', 'occurred'] as const).map((code) => ({ code, name: say(`replay.clock.${code}`) }))}
          chosen={steps.clock}
        />
      </select>
      <button class="button button-secondary" type="submit">
        {say('replay.show')}
      </button>
    </form>
  );
}

function RecordThen({ page, found, names }: { page: Page } & Pick<Replayed, 'names'> & { found: Answer<'CaseAsOf'> }) {
  const { say, plan, language } = page;
  const person = (id: string) => names.get(id) ?? say('col.person');
  const kind = (code: string) => planName(plan?.offerKinds, code, language);
  return (
    <>
      <dl class="proofs">
        <dt>{say('col.status')}</dt>
        <dd>{named(say, 'state', found.status)}</dd>
        <dt>{say('col.agency')}</dt>
        <dd>{planName(plan?.agencies, found.responsibleAgency, language)}</dd>
        {found.securityHold ? <dd>{say('case.security-hold')}</dd> : null}
        {found.pendingHandover ? (
          <dd>{`${say('case.pending')} ${planName(plan?.agencies, found.pendingHandover.toAgency, language)}`}</dd>
        ) : null}
      </dl>
      <ul>
        {found.subjects.map((s) => (
          <li>{`${person(s.personId)}: ${codeName(s.role, language)}, ${codeName(s.ageGroup, language)}`}</li>
        ))}
        {found.offers.map((o) => (
          <li>{`${kind(o.kind)}, ${person(o.personId)}: ${named(say, 'state', codeName(o.status, language))}`}</li>
        ))}
        {found.courses.map((c) => (
          <li>{`${kind(c.kind)}, ${person(c.personId)}: ${codeName(c.status, language)}`}</li>
        ))}
      </ul>
    </>
  );
}

type EventShown = Props & { readonly event: Steps['events'][number] };
function EventThen({ page, event, shown: { names, caseId } }: EventShown) {
  const { say, plan, language } = page;
  return (
    <>
      <p>
        <strong>{nameOf(event.type, language)}</strong>
      </p>
      <dl class="proofs">
        <dt>{say('col.occurred')}</dt>
        <dd>{datedOn(page, event.occurredAt)}</dd>
        <dt>{say('col.recorded')}</dt>
        <dd>{datedOn(page, event.recordedAt)}</dd>
        <dt>{say('col.by')}</dt>
        <dd>{`${planName(plan?.agencies, event.actor.agency, language)}, ${codeName(event.actor.role, language)}`}</dd>
        <dt>{say('col.controller')}</dt>
        <dd>{planName(plan?.agencies, event.controller, language)}</dd>
        <dt>{say('replay.position')}</dt>
        <dd>{String(event.position)}</dd>
        <dt>{say('replay.hash')}</dt>
        <dd class="proof">{event.hash}</dd>
      </dl>
      <Written page={page} event={event} names={(id) => names.get(id)} />
      {proves(page) ? (
        <p class="no-print">
          <a href={`/cases/${caseId}/events/${event.position}/proof?infohus=${page.infohus}`}>{say('replay.proven')}</a>
        </p>
      ) : null}
    </>
  );
}

/** Proofs are given out by who may verify the log. */
const proves = ({ session }: Page): boolean =>
  session !== undefined && decide(session.actor, 'verify', 'log', session.reader.purpose, []);

/** What had been passed on by then, to whom, and on what legal basis. */
function Shared({ page, found }: { page: Page; found: Answer<'CaseAsOf'> }) {
  const { say, plan, language } = page;
  const agency = (code: string) => planName(plan?.agencies, code, language);
  const shared = sharedIn(found.timeline);
  if (shared.length === 0) return <p>{say('replay.shared.none')}</p>;
  return (
    <Table
      caption={say('replay.shared')}
      head={[
        say('col.occurred'),
        say('col.what'),
        say('replay.shared.from'),
        say('replay.shared.to'),
        say('insight.basis'),
      ]}
      rows={shared.map((s) => [
        ...[datedOn(page, s.occurredAt), nameOf(s.type, language), agency(s.from), agency(s.to)],
        planName(plan?.legalBases, s.legalBasis, language),
      ])}
    />
  );
}

function Sights({ page, shown: { sights } }: Props) {
  const { say, plan, language } = page;
  const agency = (code: string) => planName(plan?.agencies, code, language);
  const roles = (codes: readonly string[]) => codes.map((code) => codeName(code, language)).join(', ');
  const lines = [
    ...(sights?.agencies ?? []).map((s) => ({
      who: `${agency(s.agency)} (${roles(s.roles)})`,
      what: say(`replay.sees.${s.sees}`),
      why: s.because.map((relation) => named(say, 'relation', relation)).join(', '),
    })),
    ...(sights?.brokenGlass ?? []).map((g) => ({
      who: agency(g.agency),
      what: say('replay.sees.glass'),
      why: `${say('replay.until')} ${datedOn(page, g.until)}`,
    })),
  ];
  return (
    <>
      {lines.length === 0 ? <p>{say('replay.nobody')}</p> : null}
      <Facts of={lines.map(({ who, what, why }) => [who, `${what}: ${why}`])} />
      <p>{say('replay.compliance')}</p>
    </>
  );
}
