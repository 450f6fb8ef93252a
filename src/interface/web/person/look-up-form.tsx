import type { Page } from '../layout.js';

/** Asked for a reason, which is written down; in the body of a form, so that nothing of it stands in an address. */
export function LookUpForm({ page, personId, withAddress }: { page: Page; personId: string; withAddress?: true }) {
  const { say, infohus, session } = page;
  return (
    <form method="post" action={`/persons/${personId}/civil-register?infohus=${infohus}`} class="entry">
      <input type="hidden" name="_csrf" value={session?.csrf ?? ''} />
      {withAddress ? <input type="hidden" name="reveal" value="address" /> : null}
      <label class="form-label" for="look-up-reason">
        {say('cpr.why')}
      </label>
      <span class="form-hint" id="look-up-hint">
        {say('cpr.what')}
      </span>
      <input
        class="form-input"
        id="look-up-reason"
        name="reason"
        required
        aria-describedby="look-up-hint"
        autocomplete="off"
      />
      <button class="button button-secondary" type="submit">
        {say(withAddress ? 'cpr.with-address' : 'cpr.look-up')}
      </button>
    </form>
  );
}
