import type { Key } from '../../words/words.js';
import { Layout, type Page } from '../layout.js';

interface About {
  readonly title: Key;
  readonly parts: readonly (readonly [heading: Key, text: Key])[];
}

/** Pages that anybody may read, logged in or not. */
export const ABOUT = {
  hjaelp: {
    title: 'help.title',
    parts: [
      ['help.danger', 'help.danger-what'],
      ['help.what', 'help.what-text'],
      ['help.numbers', 'help.numbers-text'],
      ['help.access', 'help.access-text'],
    ],
  },
  was: {
    title: 'was.title',
    parts: [
      ['was.state', 'was.state-text'],
      ['was.known', 'was.known-text'],
      ['was.tell', 'was.tell-text'],
    ],
  },
  privatliv: {
    title: 'privacy.title',
    parts: [
      ['privacy.users', 'privacy.users-text'],
      ['privacy.persons', 'privacy.persons-text'],
    ],
  },
} as const satisfies Readonly<Record<string, About>>;

export function AboutPage({ page, about: { title, parts } }: { page: Page; about: About }) {
  const { say, contact } = page;
  return (
    <Layout page={page} title={say(title)}>
      {parts.map(([heading, text]) => (
        <>
          <h2>{say(heading)}</h2>
          <p>{say(text)}</p>
        </>
      ))}
      {contact ? <p>{`${say('shell.contact')} ${contact}`}</p> : null}
    </Layout>
  );
}
