import type { SessionRow } from '../../../application/ports/identity.js';
import { datedOn } from '../dates.js';
import { Layout, type Page, Table } from '../layout.js';

interface SessionsProps {
  readonly page: Page;
  readonly rows: readonly SessionRow[];
  /** The one that asks, by the name that the log has for it. */
  readonly here: string | undefined;
  /** Whether a calendar may come for one's meetings; as a text the address that was just made, shown this once. */
  readonly calendar: boolean | string;
}

/** Where one is logged in: each login ends with a button, this one as everywhere (ASVS 7.5.2). */
export function SessionsPage({ page, rows, here, calendar }: SessionsProps) {
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
          way === 'calendar' ? '–' : datedOn(page, seenAt), // comes by itself; of it the owner's logins are kept here
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
      {calendar === false ? null : <Calendar page={page} address={calendar === true ? undefined : calendar} />}
    </Layout>
  );
}

/** The secret stands on this page once, and in no address of ours. */
function Calendar({ page: { say, session }, address }: { page: Page; address: string | undefined }) {
  return (
    <section class="mt-7">
      <h2>{say('sessions.calendar')}</h2>
      <p>{say('sessions.calendar-what')}</p>
      {address === undefined ? null : (
        <div class="alert alert-success" role="status">
          <div class="alert-body">
            <p>{say('sessions.calendar-made')}</p>
            <label class="form-label" for="calendar-address">
              {say('sessions.calendar-address')}
            </label>
            <input class="form-input whole-line" id="calendar-address" type="text" readonly value={address} />
          </div>
        </div>
      )}
      <form method="post" action="/sessions/calendar">
        <input type="hidden" name="_csrf" value={session?.csrf ?? ''} />
        <button class="button button-secondary" type="submit">
          {say('sessions.calendar-make')}
        </button>
      </form>
    </section>
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
