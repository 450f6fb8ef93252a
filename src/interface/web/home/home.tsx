import { Alert, Layout, type Page } from '../layout.js';

/** For whoever has no home of their own: nothing that the role may see waits for anybody. */
export function HomePage({ page }: { page: Page }) {
  const { say } = page;
  return (
    <Layout page={page} title={say('nav.home')}>
      <Alert kind="info" title={say('nav.report')}>
        {say('home.figures-only')}
      </Alert>
    </Layout>
  );
}
