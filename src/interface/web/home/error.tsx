import { Alert, Layout, type Page } from '../layout.js';

export function ErrorPage({ page, message }: { page: Page; message: string }) {
  return (
    <Layout page={page} title={page.say('error.title')}>
      <Alert kind="error" title={page.say('error.title')}>
        {message}
      </Alert>
    </Layout>
  );
}
