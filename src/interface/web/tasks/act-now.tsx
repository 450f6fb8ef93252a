import { randomUUID } from 'node:crypto';
import type { Child } from 'hono/jsx';
import type { Page } from '../layout.js';
import { type Act, hrefOf } from './act-address.js';

interface Now {
  readonly page: Page;
  /** The address of the record. */
  readonly on: string;
  readonly act: Act;
  readonly label: string;
  /** For who cannot see what it stands beside. */
  readonly of?: string | undefined;
  readonly primary?: boolean;
  /** What is asked besides. */
  readonly children?: Child;
}
/** An act that asks nothing, or one thing, given where it stands. Sent twice it is recorded once: the form has an id of its own. */
export function ActNow({ page, on, act, label, of, primary = false, children }: Now) {
  const href = hrefOf(page, on, act);
  return (
    <form method="post" data-act={href} action={href} class="act-now">
      <input type="hidden" name="_csrf" value={page.session?.csrf ?? ''} />
      <input type="hidden" name="_commandId" value={randomUUID()} />
      <input type="hidden" name="id" value={on.split('/').at(-1) ?? ''} />
      {Object.entries(act.about).map(([field, id]) => (
        <input type="hidden" name={`data.${field}`} value={String(id)} />
      ))}
      {children}
      <button
        class={`button ${primary ? 'button-primary' : 'button-secondary'} button-small`}
        type="submit"
        aria-label={of ? `${label}: ${of}` : undefined}
      >
        {label}
      </button>
    </form>
  );
}
