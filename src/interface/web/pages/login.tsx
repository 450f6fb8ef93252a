import { DEMO_USERS, type DemoUser } from '../../identity/demo-users.js';
import { codeName } from '../labels.js';
import { Alert, Layout, type Page } from '../layout.js';

export function LoginPage({ page, problem }: { page: Page; problem?: string | undefined }) {
  const { say } = page;
  const label = ({ userId, agency, role, infohus }: DemoUser) =>
    `${infohus}: ${userId} (${agency}, ${codeName(role, page.language)})`;
  return (
    <Layout page={page} title={say('login.title')}>
      {problem ? (
        <Alert kind="error" title={say('error.title')}>
          {problem}
        </Alert>
      ) : null}
      <p>{say('login.demo')}</p>
      <form method="post" action="/login">
        <fieldset class="login">
          <legend class="form-label">{say('login.title')}</legend>
          {DEMO_USERS.map((user, i) => (
            <div class="form-group-radio">
              <input
                type="radio"
                class="form-radio radio-large"
                id={`user-${i}`}
                name="user"
                value={user.userId}
                checked={i === 0}
              />
              <label for={`user-${i}`}>{label(user)}</label>
            </div>
          ))}
        </fieldset>
        <button class="button button-primary" type="submit">
          {say('login.enter')}
        </button>
      </form>
    </Layout>
  );
}
