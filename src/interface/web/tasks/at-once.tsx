import type { Child } from 'hono/jsx';
import { nameOf } from '../../words/names.js';
import type { Page } from '../layout.js';
import { Options } from '../options.js';
import { type Act, hrefOf } from './act-address.js';
import { ActNow } from './act-now.js';
import { offerKinds } from './from-plan.js';

/** What is asked besides, where the act stands: nothing, or one thing. */
type Besides = (page: Page, act: Act) => Child;
/** These are given where they stand, with one click (screens.md 3, Offer). Whatever else may be said of them is on their own page. */
export const AT_ONCE: Readonly<Record<string, { readonly besides?: Besides; readonly more?: true }>> = {
  OfferSupport: { besides: (page, act) => <OfferKinds page={page} act={act} /> },
  RepeatOffer: {},
  DeclineOffer: { more: true },
};

interface AtOnceProps {
  readonly page: Page;
  readonly on: string;
  readonly act: Act;
  readonly of: string | undefined;
}
export function AtOnce({ page, on, act, of }: AtOnceProps) {
  const { besides, more } = AT_ONCE[act.command] ?? {};
  const name = nameOf(act.command, page.language);
  return (
    <>
      <ActNow page={page} on={on} act={act} label={name} of={of}>
        {besides?.(page, act)}
      </ActNow>
      {more ? (
        <a href={hrefOf(page, on, act)} aria-label={of ? `${name}, ${page.say('acts.with-reason')}: ${of}` : undefined}>
          {page.say('acts.with-reason')}
        </a>
      ) : null}
    </>
  );
}

function OfferKinds({ page, act }: { page: Page; act: Act }) {
  const kinds = offerKinds({ page, command: act.command, now: '', record: undefined, form: {} });
  return (
    <select class="form-select" name="data.kind" required={true} aria-label={page.say('acts.which-support')}>
      <Options of={kinds} empty="" />
    </select>
  );
}
