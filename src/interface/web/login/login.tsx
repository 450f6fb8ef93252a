import type { DemoUser } from '../../http/identity/demo-users.js';
import { codeName } from '../../words/labels.js';
import { Alert, Layout, type Page } from '../layout.js';

interface Way {
  readonly name: string;
  readonly label: string;
}
interface LoginPageProps {
  readonly page: Page;
  /** Of the demo; empty where there is a real login. */
  readonly users: readonly DemoUser[];
  readonly ways: readonly Way[];
  readonly problem?: string | undefined;
  /** Who may still be logged in with the provider. */
  readonly left?: Way | undefined;
  /** By which the way out there is theirs. */
  readonly ticket?: string | undefined;
}

export function LoginPage({ page, users, ways, problem, left, ticket }: LoginPageProps) {
  const { say } = page;
  return (
    <Layout page={page} title={say('login.title')}>
      {problem ? (
        <Alert kind="error" title={say('error.title')}>
          {problem}
        </Alert>
      ) : null}
      {left ? (
        <Alert kind="info" title={say('login.out')}>
          <a
            href={`/login/${left.name}/out${ticket ? `?ticket=${ticket}` : ''}`}
          >{`${say('login.out-there')} ${left.label}`}</a>
        </Alert>
      ) : null}
      {users.length > 0 ? <DemoUsers page={page} users={users} /> : <p>{say('login.where')}</p>}
      <ul class="nobullet-list login">
        {ways.map(({ name, label }) => (
          <li>
            <a class="button button-primary" href={`/login/${name}`}>{`${say('login.by')} ${label}`}</a>
          </li>
        ))}
      </ul>
    </Layout>
  );
}

/** Each user is a button: choosing one costs one click, without a script. */
function DemoUsers({ page, users }: { page: Page; users: readonly DemoUser[] }) {
  const { say, language } = page;
  const label = ({ userId, agency, role }: DemoUser) => `${userId} (${agency}, ${codeName(role, language)})`;
  return (
    <>
      <p>{say('login.demo')}</p>
      <form method="post" action="/login">
        {[...new Set(users.map((u) => u.place))].map((place) => (
          <fieldset class="login">
            <legend class="form-label">{`Infohus ${place}`}</legend>
            {users
              .filter((u) => u.place === place)
              .map((user) => (
                <p>
                  <button
                    class="button button-secondary"
                    type="submit"
                    id={`user-${user.userId}`}
                    name="user"
                    value={user.userId}
                  >
                    {label(user)}
                  </button>
                </p>
              ))}
          </fieldset>
        ))}
      </form>
    </>
  );
}

/** A strict cookie is not sent with what another site began: from this page on the browser goes by itself. */
export function LoggedInPage({ page, to }: { page: Page; to: string }) {
  return (
    <Layout page={page} title={page.say('login.done')}>
      <p>
        <a class="button button-primary" href={to}>
          {page.say('login.go-on')}
        </a>
      </p>
    </Layout>
  );
}

/** The word is the name of the check that did not hold: it tells whoever runs the system what happened, and nobody who tried it. */
export function LoginRefusedPage({ page, why }: { page: Page; why: string }) {
  const { say } = page;
  return (
    <Layout page={page} title={say('login.refused')}>
      <Alert kind="error" title={say('login.refused')}>
        {`${say('login.refused-why')} ${why}`}
      </Alert>
      <p>
        <a class="button button-primary" href="/login">
          {say('login.back')}
        </a>
      </p>
    </Layout>
  );
}

/** For what asks for a login that is minutes old. */
export function StepUpPage({ page, issuer, message }: { page: Page; issuer: string; message: string }) {
  const to = `/login/${issuer}?again=1&back=${encodeURIComponent(page.path)}`;
  return (
    <Layout page={page} title={page.say('login.again')}>
      <p>{message}</p>
      <p>
        <a class="button button-primary" href={to}>
          {page.say('login.again')}
        </a>
      </p>
    </Layout>
  );
}
