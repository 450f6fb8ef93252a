import type { Child } from 'hono/jsx';
import type { Page } from '../layout.js';

interface Asked {
  readonly page: Page;
  /** Below the person's own address. */
  readonly leads: string;
  readonly id: string;
  readonly why: string;
  readonly what: string;
  readonly send: string;
  /** What is sent beside the reason. */
  readonly children?: Child;
}

/** Asked for a reason, which is written down; in the body of a form, so that nothing of it stands in an address (commands.md, Roles). */
export function ReasonForm({ page: { infohus, session }, leads, id, why, what, send, children }: Asked) {
  return (
    <form method="post" action={`/persons/${leads}?infohus=${infohus}`} class="entry">
      <input type="hidden" name="_csrf" value={session?.csrf ?? ''} />
      {children}
      <label class="form-label" for={id}>
        {why}
      </label>
      <span class="form-hint" id={`${id}-hint`}>
        {what}
      </span>
      <input class="form-input" id={id} name="reason" required aria-describedby={`${id}-hint`} autocomplete="off" />
      <button class="button button-secondary" type="submit">
        {send}
      </button>
    </form>
  );
}

/** `withAddress`: a protected address of the register is asked for too. */
export function LookUpForm({ page, personId, withAddress }: { page: Page; personId: string; withAddress?: true }) {
  const { say } = page;
  return (
    <ReasonForm
      {...{ page, id: 'look-up-reason', leads: `${personId}/civil-register` }}
      {...{ why: say('cpr.why'), what: say('cpr.what'), send: say(withAddress ? 'cpr.with-address' : 'cpr.look-up') }}
    >
      {withAddress ? <input type="hidden" name="reveal" value="address" /> : null}
    </ReasonForm>
  );
}
