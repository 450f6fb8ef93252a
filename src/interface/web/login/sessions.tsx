import type { SessionRow } from '../../../application/ports/identity.js';
import { datedOn } from '../dates.js';
import { Layout, type Page, Table } from '../layout.js';

interface SessionsProps {
  readonly page: Page;
  readonly rows: readonly SessionRow[];
  /** The one that asks, by the name that the log has for it. */
  readonly here: string | undefined;
}

/** Where one is logged in: each login ends with a button, this one as everywhere (ASVS 7.5.2). */
export function SessionsPage({ page, rows, here }: SessionsProps) {
  const { say } = page;
  const others = rows.filter(({ session }) => session !== here);
  return (
    <Layout page={page} title={say('sessions.mine')}>
      <p class="lead">{say('sessions.what')}</p>
      <Table
        caption={say('sessions.mine')}
        head={[
          say('sessions.began'),
          say('sessions.seen'),
          say('sessions.until'),
          say('sessions.way'),
          say('col.action'),
        ]}
        rows={rows.map(({ session, startedAt, seenAt, until, way }) => [
          datedOn(page, startedAt),
          datedOn(page, seenAt),
          datedOn(page, until),
          say(`sessions.by.${way}`),
          session === here ? (
            say('sessions.here')
          ) : (
            <End page={page} session={session} label={`${say('sessions.end')}: ${datedOn(page, startedAt)}`} />
          ),
        ])}
      />
      <div class="mt-5">{others.length > 0 ? <End page={page} /> : <p>{say('sessions.only')}</p>}</div>
    </Layout>
  );
}

/** One of them, or all the others. */
function End({ page: { say, session: own }, session, label }: { page: Page; session?: string; label?: string }) {
  return (
    <form method="post" action="/sessions/end" class="act-now">
      <input type="hidden" name="_csrf" value={own?.csrf ?? ''} />
      {session === undefined ? null : <input type="hidden" name="session" value={session} />}
      <button class="button button-secondary button-small" type="submit" aria-label={label}>
        {say(session === undefined ? 'sessions.end-others' : 'sessions.end')}
      </button>
    </form>
  );
}
