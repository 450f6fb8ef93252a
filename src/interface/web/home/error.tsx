import type { Key } from '../../words/words.js';
import { Alert, Layout, type Page } from '../layout.js';

interface Props {
  readonly page: Page;
  readonly message: string;
  readonly title?: Key;
  /** By which the log of the server says what happened. */
  readonly number?: string | undefined;
}

/** What could not be shown, and a way on. */
export function ErrorPage({ page, message, number, title = 'error.title' }: Props) {
  const { say, infohus } = page;
  return (
    <Layout page={page} title={say(title)}>
      <Alert kind="error" title={say(title)}>
        {message}
        {number ? <span class="proof">{` ${number}`}</span> : null}
      </Alert>
      <p>
        <a href={`/${infohus ? `?infohus=${infohus}` : ''}`}>{say('error.home')}</a>
      </p>
    </Layout>
  );
}
