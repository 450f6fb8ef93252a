import { codeName } from '../../words/labels.js';
import type { Answer } from '../answer.js';
import { planName } from '../choices.js';
import { datedOn } from '../dates.js';
import { AboutLink, NextDue } from '../home/due.js';
import type { Page } from '../layout.js';

type Found = Answer<'Concern'>;
type Event = Found['timeline'][number];

/** What was last said of its kind, and stands. */
export const newest = ({ timeline }: Found, type: string): Event | undefined =>
  timeline.findLast((e) => e.type === type && !e.annulled);

/** How serious it is by the newest assessment, and whether it is the one that police set (KØ-2). */
export function severityOf(found: Found): { readonly severity: string; readonly isFinal: boolean } | undefined {
  const said = newest(found, 'SeverityAssessed')?.data as
    | { readonly severity: string; readonly finality: string }
    | undefined;
  return said && { severity: said.severity, isFinal: said.finality === 'final' };
}
/** When police were told: what was first said of it. */
export const toldPoliceAt = ({ timeline }: Found): string | undefined =>
  (
    timeline.find((e) => e.type === 'PoliceNotified' && !e.annulled)?.data as
      | { readonly notifiedAt: string }
      | undefined
  )?.notifiedAt;

/** Number, status, severity and whether police have set it, police told when, what is due when (screens.md section 3, Concern). */
export function ConcernHead({ page, found }: { page: Page; found: Found }) {
  const { say, language, plan } = page;
  const severity = severityOf(found);
  const told = toldPoliceAt(found);
  return (
    <>
      <p class="lead">
        <strong>{codeName(found.standing, language)}</strong>
        {found.receivedAt ? ` · ${say('col.received')} ${datedOn(page, found.receivedAt)}` : ''}
        {found.registeredBy
          ? ` · ${say('concern.registered-by')} ${planName(plan?.agencies, found.registeredBy, language)}`
          : ''}{' '}
        <AboutLink page={page} about={{ caseId: found.caseId, number: found.caseNumber }} />
      </p>
      <ul class="markers nobullet-list" aria-label={say('concern.standing')}>
        {severity ? (
          <li>
            {`${codeName(severity.severity, language)}: ${say(severity.isFinal ? 'concern.by-police' : 'concern.not-by-police')}`}
          </li>
        ) : null}
        {told ? <li>{`${say('acute.police-told')} ${datedOn(page, told)}`}</li> : null}
      </ul>
      <NextDue page={page} due={found.deadlines.filter((o) => o.open)} />
    </>
  );
}
