import { codeName } from '../../words/labels.js';
import { nameOf } from '../../words/names.js';
import type { Answer } from '../answer.js';
import { planName } from '../choices.js';
import { datedOn } from '../dates.js';
import type { Page } from '../layout.js';
import type { Act, Acts } from '../tasks/act-address.js';
import { ActNow } from '../tasks/act-now.js';
import { type Sent, SentView } from './package.js';

interface AnswerProps {
  readonly page: Page;
  readonly on: string;
  readonly acts: Acts;
  readonly packages: readonly Sent[];
  readonly timeline: Answer<'CaseAsOf'>['timeline'];
}
/** Of an offered handover, or of a referral. */
interface Why {
  readonly handoverId?: string;
  readonly referralId?: string;
  readonly fromAgency?: string;
  readonly reason?: string;
  readonly task?: string;
}
const ASKS = [
  ['AcceptHandover', 'DeclineHandover', 'handoverId'],
  ['AcceptReferral', 'DeclineReferral', 'referralId'],
] as const;

/** What one's agency is asked, with what was disclosed to it, and yes or no beside it: one click each, and a no says why (commands.md). */
export function AnswerBoxes({ page, on, acts, packages, timeline }: AnswerProps) {
  const { say, plan, language } = page;
  return (
    <>
      {ASKS.flatMap(([accept, decline, field]) =>
        answersIn(acts, accept, field).map(({ yes, id }) => {
          const sent = packages.find((one) => one[field] === id);
          const no = acts.find((a) => a.command === decline && a.about[field] === id && a.against === null);
          const asked = timeline.find((e) => isAsking(e.data as Why, field, id));
          const why: Why = asked?.data ?? {};
          const from = planName(plan?.agencies, why.fromAgency ?? sent?.fromAgency ?? '', language);
          const at = asked?.occurredAt ?? sent?.at ?? '';
          return (
            <section class="asked" aria-labelledby={`asked-${id}`}>
              <h2 id={`asked-${id}`}>
                {`${say('sharing.asked')}: ${nameOf(field === 'handoverId' ? 'HandoverOffered' : 'CaseReferred', language)}${from ? ` (${from}, ${datedOn(page, at)})` : ''}`}
              </h2>
              {asked ? <p class="lead">{why.reason ?? why.task}</p> : null}
              {sent ? (
                <>
                  <h3 class="h5">
                    {`${say('sharing.received')}: ${sent.categories.map((c) => codeName(c, language)).join(', ')}`}
                  </h3>
                  <SentView page={page} sent={sent} />
                </>
              ) : null}
              <div class="answers">
                <ActNow page={page} on={on} act={yes} label={nameOf(accept, language)} primary={true} />
                {no ? <SayNo page={page} on={on} no={no} /> : null}
              </div>
            </section>
          );
        }),
      )}
    </>
  );
}
/** The event by which it was asked says why, or what for. */
const isAsking = (data: Why, field: (typeof ASKS)[number][2], id: string): boolean =>
  data[field] === id && (data.reason ?? data.task) !== undefined;

const answersIn = (acts: Acts, accept: string, field: string) =>
  acts.filter((a) => a.command === accept && a.against === null).map((yes) => ({ yes, id: String(yes.about[field]) }));

function SayNo({ page, on, no }: { page: Page; on: string; no: Act }) {
  const { say, language } = page;
  const name = `reason-${no.command}`;
  return (
    <details>
      <summary class="button button-secondary button-small">{say('sharing.decline')}</summary>
      <ActNow page={page} on={on} act={no} label={nameOf(no.command, language)}>
        <label class="form-label" for={name}>
          {say('sharing.decline.why')}
        </label>
        <textarea class="form-input" id={name} name="data.reason" rows={2} required={true} />
      </ActNow>
    </details>
  );
}
