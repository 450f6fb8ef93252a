import type { Child } from 'hono/jsx';
import type { Session } from '../identity/sessions.js';
import { type Language, type Say, sayIn } from './words.js';

export interface Page {
  readonly language: Language;
  readonly say: Say;
  readonly session: Session | undefined;
  readonly path: string;
}
export const pageFor = (language: Language, session: Session | undefined, path: string): Page => ({
  language,
  say: sayIn(language),
  session,
  path,
});

/** Det Fælles Designsystem around every page: nothing inline, works without JavaScript and by keyboard. */
export function Layout({ page, title, children }: { page: Page; title: string; children?: Child }) {
  const { say, session, language } = page;
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} – ${say('product')}`}</title>
        <link rel="stylesheet" href="/assets/dkfds/css/dkfds.min.css" />
        <link rel="stylesheet" href="/assets/sagsspor.css" />
      </head>
      <body>
        <a class="skipnav" href="#main">
          {say('skip.main')}
        </a>
        <header class="header">
          <div class="container page-head">
            <a class="product" href="/">
              {say('product')}
            </a>
            <span class="what">{say('product.what')}</span>
            {session ? <Who page={page} session={session} /> : null}
          </div>
          {session ? <Navigation page={page} /> : null}
        </header>
        <main id="main" class="container page-container">
          <h1>{title}</h1>
          {children}
        </main>
      </body>
    </html>
  );
}

function Who({ page: { say, language, path }, session }: { page: Page; session: Session }) {
  return (
    <div class="who">
      <span>{`${session.actor.userId} · ${session.actor.agency} · ${session.actor.role}`}</span>
      <a href={`/language/${language === 'da' ? 'en' : 'da'}?back=${encodeURIComponent(path)}`}>
        {say('nav.other-language')}
      </a>
      <form method="post" action="/logout">
        <input type="hidden" name="_csrf" value={session.csrf} />
        <button class="button button-secondary button-small" type="submit">
          {say('logout')}
        </button>
      </form>
    </div>
  );
}

function Navigation({ page: { say, path } }: { page: Page }) {
  const links = [
    ['/', 'nav.home'],
    ['/cases', 'nav.cases'],
    ['/commands', 'nav.commands'],
    ['/report', 'nav.report'],
  ] as const;
  return (
    <nav class="container main-navigation" aria-label={say('product')}>
      <ul class="nobullet-list nav-list">
        {links.map(([href, key]) => (
          <li>
            <a href={href} aria-current={path === href ? 'page' : undefined}>
              {say(key)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

export function Table({
  caption,
  head,
  rows,
}: {
  caption: string;
  head: readonly string[];
  rows: readonly (readonly Child[])[];
}) {
  return (
    <div class="table--responsive-scroll">
      <table class="table table--zebra">
        <caption>{caption}</caption>
        <thead>
          <tr>
            {head.map((cell) => (
              <th scope="col">{cell}</th>
            ))}
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
        <p class="alert-text">{children}</p>
      </div>
    </div>
  );
}
