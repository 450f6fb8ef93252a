import type { Child } from 'hono/jsx';
import { placeOf } from '../../domain/plan/place.js';
import type { Session } from '../http/identity/sessions.js';
import { number, numberOf } from '../words/format.js';
import { codeName } from '../words/labels.js';
import { nameOf } from '../words/names.js';
import { assetUrl } from './assets.js';
import { datedOn } from './dates.js';
import { DoLink } from './do-link.js';
import type { OpenGlass, Page, Receipt, Unverified } from './page.js';
import './render-storage.js';
import { SearchBox } from './search/search-box.js';
import { Footer } from './shell/footer.js';
import { Navigation } from './shell/navigation.js';

export { type InfohusContext, type Page, pageFor, type Shell } from './page.js';

/** Det Fælles Designsystem around every page: nothing inline, works without JavaScript and by keyboard. */
export function Layout(props: { page: Page; title: string; next?: Child; children?: Child }) {
  const { page, title, next, children } = props;
  const { say, session, language } = page;
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} – ${say('product')}`}</title>
        <link rel="stylesheet" href={assetUrl('dkfds/css/dkfds.min.css')} />
        <link rel="stylesheet" href={assetUrl('sagsspor.css')} />
        {session ? <script src={assetUrl('sagsspor.js')} defer={true} /> : null}
      </head>
      <body data-session-until={session?.until}>
        <a class="skipnav" href="#main">
          {say('skip.main')}
        </a>
        <header class="header">
          {page.isTest ? <p class="banner">{say('shell.test')}</p> : null}
          {page.behind ? <p class="banner">{say('shell.behind')}</p> : null}
          {page.unverified ? <UnverifiedBanner page={page} of={page.unverified} /> : null}
          {(page.glass ?? []).map((glass) => (
            <OpenGlassBanner page={page} glass={glass} />
          ))}
          <div class="container page-head">
            <a class="product" href="/">
              {say('product')}
            </a>
            <span class="what">{say('product.what')}</span>
            <SearchBox page={page} />
            {session ? <Who page={page} session={session} /> : null}
          </div>
          {session ? <Navigation page={page} /> : null}
        </header>
        <main id="main" class="container page-container">
          {session ? <SessionWarning page={page} /> : null}
          <h1>{title}</h1>
          {page.done ? <ReceiptBox page={page} done={page.done} next={next} /> : null}
          {children}
        </main>
        <Footer page={page} />
      </body>
    </html>
  );
}

/** To who can verify the log, until it was: a fault that was found, or that nobody has looked for a day (screens.md, Shell). */
function UnverifiedBanner({ page, of: { verifiedAt, wrongAt } }: { page: Page; of: Unverified }) {
  const { say, infohus, path, language } = page;
  const since = verifiedAt ? say('shell.unverified.since', { at: datedOn(page, verifiedAt) }) : say('shell.unverified');
  return (
    <p class="banner">
      {wrongAt === null ? since : say('shell.wrong', { position: number(wrongAt, language, false) })}{' '}
      {path === '/integrity' ? null : <a href={`/integrity?infohus=${infohus}`}>{say('shell.verify')}</a>}
    </p>
  );
}

/** As long as it runs, on every page: until when, for how long still, and the reason that was given (screens.md, Shell). The script counts on. */
function OpenGlassBanner({ page, glass }: { page: Page; glass: OpenGlass }) {
  const { say } = page;
  const left = { hours: Math.floor(glass.minutes / 60), minutes: glass.minutes % 60 };
  return (
    <p class="banner">
      {`${say('shell.glass')} `}
      <a href={`/cases/${glass.caseId}`}>{numberOf(glass.number)}</a>
      {`, ${say('shell.glass-until')} `}
      <time datetime={glass.until}>{datedOn(page, glass.until)}</time>
      {' ('}
      <span
        class="nowrap"
        role="timer"
        data-minutes={glass.minutes}
        data-left={say('shell.glass-left')}
        data-over={say('shell.glass-over')}
      >
        {say('shell.glass-left', left)}
      </span>
      {'). '}
      {glass.justification ? `${say('col.why')}: ${glass.justification}` : ''}
    </p>
  );
}

/** Shown by the script five minutes before the end; what is typed is kept meanwhile. */
function SessionWarning({ page: { say } }: { page: Page }) {
  return (
    <div id="session-warning" class="alert alert-warning" role="alert" hidden={true}>
      <div class="alert-body">
        <p class="alert-heading">{say('session.ending')}</p>
        <p class="alert-text">{say('session.ending.what')}</p>
      </div>
    </div>
  );
}

/** What was recorded, and what comes next, on the page of the record. */
function ReceiptBox({ page: { say, language }, done, next }: { page: Page; done: Receipt; next: Child }) {
  return (
    <div class="alert alert-success receipt" role="status" tabindex={-1} autofocus={true}>
      <div class="alert-body">
        <h2 class="alert-heading">{`${say('form.done')}: ${nameOf(done.command, language)}`}</h2>
        {done.again ? <p class="alert-text">{say('form.done.again')}</p> : null}
        {done.left ? <p class="alert-text">{say('form.done.left')}</p> : null}
        {next ? <div class="alert-text">{next}</div> : null}
      </div>
    </div>
  );
}

function Who({ page, session }: { page: Page; session: Session }) {
  const { say, language, address, infohus, plans } = page;
  const { userId, agency, role } = session.actor;
  const who = [userId, agency, codeName(role, language), placeOf(plans, infohus, language)];
  return (
    <div class="who">
      <span>{who.join(' · ')}</span>
      <a href={`/language/${language === 'da' ? 'en' : 'da'}?back=${encodeURIComponent(address)}`}>
        {say('nav.other-language')}
      </a>
      <a href="/drafts">{say('draft.mine')}</a>
      <a href="/sessions">{say('sessions.mine')}</a>
      <form method="post" action="/logout">
        <input type="hidden" name="_csrf" value={session.csrf} />
        <button class="button button-secondary button-small" type="submit">
          {say('logout')}
        </button>
      </form>
    </div>
  );
}

/** A heading by which the list can be ordered: the order that pressing it gives, and the one that it has. */
export interface Sortable {
  readonly name: string;
  readonly href: string;
  readonly sorted: 'ascending' | 'descending' | undefined;
}

export function Table({
  caption,
  head,
  rows,
}: {
  caption: string;
  head: readonly (string | Sortable)[];
  rows: readonly (readonly Child[])[];
}) {
  return (
    <ScrollBox name={caption}>
      <table class="table table--zebra">
        <caption>{caption}</caption>
        <thead>
          <tr>
            {/* A column for the eye alone has no name. */}
            {head.map((cell) => (cell === '' ? <td /> : <Heading of={cell} />))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {row.map((cell) => (
                <td>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

/** By a link, so that it needs no script and stands in the address; which way it is ordered is told by more than an arrow. */
function Heading({ of }: { of: string | Sortable }) {
  if (typeof of === 'string') return <th scope="col">{of}</th>;
  const { name, href, sorted } = of;
  return (
    <th scope="col" aria-sort={sorted}>
      <a class="sort" href={href}>
        {name}
        {sorted ? <span aria-hidden="true">{sorted === 'ascending' ? ' ▲' : ' ▼'}</span> : null}
      </a>
    </th>
  );
}

/** What is too wide for a phone scrolls in here, and the page does not. */
export function ScrollBox({ name, children }: { name: string; children?: Child }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is of a form; focusable, for who has no mouse scrolls what has the focus
    <div class="scroll-box" role="group" aria-label={name} tabindex={0}>
      {children}
    </div>
  );
}

export function Alert({
  kind,
  title,
  children,
}: {
  kind: 'info' | 'warning' | 'error';
  title: string;
  children?: Child;
}) {
  return (
    <div class={`alert alert-${kind}`} role={kind === 'error' ? 'alert' : undefined}>
      <div class="alert-body">
        <h2 class="alert-heading">{title}</h2>
        <div class="alert-text">{children}</div>
      </div>
    </div>
  );
}

/** Links that choose among lists; the chosen state stands in the URL. */
export function Filter({ links }: { links: readonly (readonly [href: string, name: string, chosen: boolean])[] }) {
  return (
    <ul class="nobullet-list nav-list no-max-width filter">
      {links.map(([href, name, chosen]) => (
        <li>
          <a href={href} aria-current={chosen ? 'true' : undefined}>
            {name}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Tasks about a record that has no page with acts of its own. */
export function Actions(props: { page: Page; title: string; names: readonly string[]; id: string }) {
  const { page, title, names, id } = props;
  return (
    <>
      <h2>{title}</h2>
      <ul class="nobullet-list act-list">
        {names.map((name) => (
          <li>
            <DoLink page={page} command={name} chosen={{ id }} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** A share drawn as a bar, with a mark where the target is; the figure beside it says the same. */
export function Bar({ share, target = null }: { share: number; target?: number | null }) {
  const width = Math.round(100 * Math.max(0, Math.min(1, share)));
  return (
    <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect class="bar-all" x="0" y="1" width="100" height="8" />
      <rect class="bar-part" x="0" y="1" width={String(width)} height="8" />
      {target === null ? null : (
        <rect class="bar-target" x={String(Math.min(99, 100 * target))} y="0" width="1" height="10" />
      )}
    </svg>
  );
}
