import { NAME_LENGTH, type SavedList } from '../../../application/saved-lists.js';
import { LISTS } from '../home/lists.js';
import { Alert, Layout, type Page, Table } from '../layout.js';

/** What is said of a list that was kept, or could not be. */
export interface SavedShown {
  readonly page: Page;
  readonly lists: readonly SavedList[];
  readonly done?: boolean;
  /** Why it was refused, and what was typed; of a list that is renamed the form stands in its row. */
  readonly refused?: { readonly detail: string; readonly name: string; readonly address: string | undefined };
}

/** One's own lists: gone to, renamed and deleted. */
export function SavedListsPage({ page, lists, done = false, refused }: SavedShown) {
  const { say } = page;
  return (
    <Layout page={page} title={say('saved.title')}>
      <p class="lead">{say('saved.what')}</p>
      {done ? (
        <div class="alert alert-success receipt" role="status" tabindex={-1} autofocus={true}>
          <div class="alert-body">
            <h2 class="alert-heading">{say('saved.done')}</h2>
          </div>
        </div>
      ) : null}
      {refused ? (
        <Alert kind="error" title={say('form.refused')}>
          <p>{refused.detail}</p>
          {refused.address ? <SaveForm page={page} address={refused.address} name={refused.name} /> : null}
        </Alert>
      ) : null}
      {lists.length === 0 ? (
        <p>{say('saved.none')}</p>
      ) : (
        <Table
          caption={say('saved.title')}
          head={[say('col.name'), say('saved.rename'), say('col.action')]}
          rows={lists.map((list) => {
            const name = nameOf(page, list);
            return [
              <a href={list.address}>{name}</a>,
              <form method="post" action="/saved-lists/rename" class="act-now">
                <Hidden page={page} id={list.id} />
                <NameInput page={page} name={list.name ?? ''} of={name} />
                <button
                  class="button button-secondary button-small"
                  type="submit"
                  aria-label={`${say('saved.rename')}: ${name}`}
                >
                  {say('saved.rename')}
                </button>
              </form>,
              <form method="post" action="/saved-lists/drop" class="act-now">
                <Hidden page={page} id={list.id} />
                <button
                  class="button button-secondary button-small"
                  type="submit"
                  aria-label={`${say('saved.drop')}: ${name}`}
                >
                  {say('saved.drop')}
                </button>
              </form>,
            ];
          })}
        />
      )}
    </Layout>
  );
}

/** Kept under a name, where the list stands. */
export function SaveList({ page }: { page: Page }) {
  const { say, address } = page;
  return (
    <details class="save-list">
      <summary>{say('saved.save')}</summary>
      <SaveForm page={page} address={address} name="" />
      <p>
        <a href={`/saved-lists?infohus=${page.infohus}`}>{say('saved.title')}</a>
      </p>
    </details>
  );
}

/** On Home: the way to each. Nothing where there is none. */
export function SavedLinks({ page, lists }: { page: Page; lists: readonly SavedList[] }) {
  if (lists.length === 0) return null;
  const { say, infohus } = page;
  return (
    <>
      <h2>
        <a href={`/saved-lists?infohus=${infohus}`}>{`${say('saved.title')} (${lists.length})`}</a>
      </h2>
      <ul class="nobullet-list act-list">
        {lists.map((list) => (
          <li>
            <a href={list.address}>{nameOf(page, list)}</a>
          </li>
        ))}
      </ul>
    </>
  );
}

function SaveForm({ page, address, name }: { page: Page; address: string; name: string }) {
  return (
    <form method="post" action="/saved-lists" class="entry">
      <input type="hidden" name="_csrf" value={page.session?.csrf ?? ''} />
      <input type="hidden" name="address" value={address} />
      <div class="form-group">
        <label class="form-label" for="saved-name">
          {page.say('saved.name')}
        </label>
        <span class="form-hint" id="saved-name-hint">
          {page.say('saved.name-hint')}
        </span>
        <NameInput page={page} name={name} id="saved-name" />
      </div>
      <button class="button button-secondary" type="submit">
        {page.say('saved.save')}
      </button>
    </form>
  );
}

const Hidden = ({ page, id }: { page: Page; id: string }) => (
  <>
    <input type="hidden" name="_csrf" value={page.session?.csrf ?? ''} />
    <input type="hidden" name="id" value={id} />
  </>
);
/** With a label of its own (`id`), or named after what it renames (`of`). */
const NameInput = ({ page, name, id, of }: { page: Page; name: string; id?: string; of?: string }) => (
  <input
    class="form-input"
    name="name"
    value={name}
    maxlength={NAME_LENGTH}
    required={true}
    autocomplete="off"
    id={id}
    aria-describedby={id ? `${id}-hint` : undefined}
    aria-label={of ? `${page.say('saved.name')}: ${of}` : undefined}
  />
);

/** A name that went with somebody who was erased: the list is called what such a list is called. */
function nameOf({ say }: Page, { name, address }: SavedList): string {
  const path = address.split('?')[0] ?? '';
  const known = LISTS.find((list) => list.path === path)?.key;
  return name ?? `${known ? say(known) : say('nav.registers')} ${say('saved.unnamed')}`;
}
