import { PHASES } from '../../../domain/case/phase.js';
import { named } from '../../words/words.js';
import { levelCalled, planName } from '../choices.js';
import { datedOn } from '../dates.js';
import { NextDue, StateBadge } from '../home/due.js';
import { Alert, type Page } from '../layout.js';
import { momentOf } from './as-of.js';
import type { CaseShown } from './case-shown.js';

/** Where the case is, who has it since when, who works on it, what is due next, and what one must know before anything else. */
export function CaseHead({ page, shown }: { page: Page; shown: CaseShown }) {
  const { say, plan, language } = page;
  const { found, chain } = shown;
  const agency = (code: string) => planName(plan?.agencies, code, language);
  const since = chain.at(-1)?.from;
  const type = plan?.caseTypes.find((t) => t.code === found.caseType);
  const workers = found.caseworkers ?? [];
  const own = workers.find((w) => w.agency === found.responsibleAgency);
  return (
    <>
      <Phases page={page} shown={shown} />
      {/* Whoever has left it is told of its own events, and neither how it stands nor who has it. */}
      {found.status === 'none' ? null : (
        <p class="lead">
          <StateBadge page={page} state={found.status} /> {say('col.agency')}:{' '}
          <strong>{agency(found.responsibleAgency)}</strong>
          {since ? ` ${say('case.since')} ${datedOn(page, since)}` : ''}
          {found.disclosedOnly ? '' : ` · ${say('col.assigned')}: ${own?.userId ?? say('case.nobody')}`}
          {found.level ? ` · ${levelCalled(page, found.level)}` : ''}
        </p>
      )}
      <NextDue page={page} due={shown.due} />
      {type ? <p>{`${type.name[language]}: ${type.description[language]}`}</p> : null}
      <PlanSays page={page} shown={shown} />
      <Markers page={page} shown={shown} />
      {found.pendingHandover ? (
        <Alert
          kind="warning"
          title={say('case.chain')}
        >{`${say('case.pending')} ${agency(found.pendingHandover.toAgency)}`}</Alert>
      ) : null}
    </>
  );
}

/** Whom the plan proposes, also for the children in it (K24-10), while somebody else has it; and its time of reaction (KØ-10). */
function PlanSays({ page: { say, plan, language, today }, shown: { found } }: { page: Page; shown: CaseShown }) {
  if (found.status !== 'open') return null;
  const others = (found.proposals ?? []).filter((p) => p.agency !== found.responsibleAgency || p.about === 'children');
  const to = ({ agency, unit }: { readonly agency: string; readonly unit: string | null }) => {
    const units = plan?.agencies.find((a) => a.code === agency)?.units;
    return `${planName(plan?.agencies, agency, language)}${unit ? `, ${planName(units, unit, language)}` : ''}`;
  };
  return (
    <>
      {others.map((p) => (
        <p>{`${say(p.about === 'children' ? 'case.proposed-for-children' : 'case.proposed')}: ${to(p)}`}</p>
      ))}
      {found.reaction ? (
        <p>{`${say('case.reaction')}: ${found.reaction.hours} ${say('plans.hours')} (${say('case.until')} ${datedOn({ today, language }, found.reaction.by)})`}</p>
      ) : null}
    </>
  );
}

/** From received to followed up: where it is stands out, and is said to who does not see it. */
function Phases({ page: { say }, shown: { found } }: { page: Page; shown: CaseShown }) {
  if (!found.phase) return null;
  const here = PHASES.indexOf(found.phase);
  return (
    <ol class="phases" aria-label={say('case.phase')}>
      {PHASES.map((phase, i) => (
        <li class={i < here ? 'past' : undefined} aria-current={i === here ? 'step' : undefined}>
          {named(say, 'phase', phase)}
        </li>
      ))}
    </ol>
  );
}

function Markers({ page, shown: { found, at, clock } }: { page: Page; shown: CaseShown }) {
  const { say } = page;
  const told = [
    ...(found.securityHold ? [say('case.security-hold')] : []),
    ...(found.protectedAddress ? [say('case.protected')] : []),
    ...(found.disclosedOnly ? [say('case.disclosed-only')] : []),
    ...(at
      ? [
          `${say('case.as-of')} ${momentOf(page, at)}: ${say(clock === 'occurred' ? 'case.as-of.occurred' : 'case.as-of.recorded')}`,
        ]
      : []),
  ];
  if (told.length === 0) return null;
  return (
    <ul class="markers nobullet-list" aria-label={say('case.markers')}>
      {told.map((text) => (
        <li>{text}</li>
      ))}
    </ul>
  );
}
