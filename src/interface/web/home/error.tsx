import { Alert, Layout, type Page } from '../layout.js';

/** `number`: by which the log of the server says what happened. */
export function ErrorPage({ page, message, number }: { page: Page; message: string; number?: string | undefined }) {
  return (
    <Layout page={page} title={page.say('error.title')}>
      <Alert kind="error" title={page.say('error.title')}>
        {message}
        {number ? <span class="proof">{` ${number}`}</span> : null}
      </Alert>
    </Layout>
  );
}
