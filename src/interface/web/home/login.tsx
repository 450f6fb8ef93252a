import { DEMO_USERS, type DemoUser } from '../../http/identity/demo-users.js';
import { codeName } from '../../words/labels.js';
import { Alert, Layout, type Page } from '../layout.js';

export function LoginPage({ page, problem }: { page: Page; problem?: string | undefined }) {
  const { say } = page;
  const label = ({ userId, agency, role }: DemoUser) => `${userId} (${agency}, ${codeName(role, page.language)})`;
  return (
    <Layout page={page} title={say('login.title')}>
      {problem ? (
        <Alert kind="error" title={say('error.title')}>
          {problem}
        </Alert>
      ) : null}
      <p>{say('login.demo')}</p>
      <form method="post" action="/login">
        {[...new Set(DEMO_USERS.map((u) => u.infohus))].map((infohus) => (
          <fieldset class="login">
            <legend class="form-label">{`Infohus ${infohus}`}</legend>
            {DEMO_USERS.filter((u) => u.infohus === infohus).map((user) => (
              <div class="form-group-radio">
                <input
                  type="radio"
                  class="form-radio radio-large"
                  id={`user-${user.userId}`}
                  name="user"
                  value={user.userId}
                  checked={user === DEMO_USERS[0]}
                />
                <label for={`user-${user.userId}`}>{label(user)}</label>
              </div>
            ))}
          </fieldset>
        ))}
        <button class="button button-primary" type="submit">
          {say('login.enter')}
        </button>
      </form>
    </Layout>
  );
}
