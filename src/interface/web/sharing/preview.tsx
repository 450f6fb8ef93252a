import { Alert, type Page } from '../layout.js';
import type { Situation } from '../tasks/situation.js';
import { PackageView } from './package.js';

/** What the receiver will be shown of what is ticked, before it is sent; and what stays behind, said and not only left out. */
export function Preview({ page, situation, action }: { page: Page; situation: Situation; action: string }) {
  const { say } = page;
  const { sharing, record } = situation;
  if (!sharing) return null;
  const kept = (record?.things.statements ?? []).filter(
    ({ code }) => !record?.things.shareable.some((s) => s.code === code),
  );
  return (
    <section
      id="preview"
      class="preview"
      aria-labelledby="preview-title"
      tabindex={sharing.changed ? -1 : undefined}
      autofocus={sharing.changed}
    >
      {sharing.changed ? (
        <Alert kind="warning" title={say('sharing.changed')}>
          {say('sharing.changed.what')}
        </Alert>
      ) : null}
      <h2 class="h4" id="preview-title">
        {say('sharing.preview')}
      </h2>
      <input type="hidden" name="_previewed" value={sharing.preview.hash} />
      <PackageView page={page} pack={sharing.preview} />
      {kept.length > 0 ? (
        <>
          <h3 class="h5">{say('sharing.stays')}</h3>
          <ul>
            {kept.map(({ name }) => (
              <li>{name}</li>
            ))}
          </ul>
        </>
      ) : null}
      <button
        class="button button-secondary"
        type="submit"
        name="_preview"
        value="true"
        formaction={`${action}#preview`}
        formnovalidate={true}
      >
        {say('sharing.preview.again')}
      </button>
    </section>
  );
}
