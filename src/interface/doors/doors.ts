import { MESSAGE } from '../../application/transfers/messages.js';
import { type Door, defineDoors, isAt } from './define-door.js';

/** Bytes of a request, where nothing declares more. */
export const BODY = 64 * 1024;
/** The bytes of one document (B-1). */
export const DOCUMENT = 25_000_000;
/** What a provider has signed: assertions carry certificates. */
const SIGNED = 256 * 1024;

const READ = { body: 0, counts: 'caller' } as const;
const SENT = { body: BODY, counts: 'caller' } as const;
const FREE = { body: 0, counts: 'nobody' } as const;
const SAME = { nothing: 'the same for everybody, and about nobody' } as const;
const BROWSERS = 'browsers, logged in or not';
const FROM_PROVIDER = 'a provider of logins that stands in the identity file';

/** Every way in that is neither a declared query nor a declared command. What stands in no list of ways stops the start (undeclared.ts). */
export const DOORS = defineDoors({
  health: {
    ...{ says: 'One word: how the server is', opens: ['GET /health'], calls: 'machines that watch this one' },
    ...{
      by: 'anybody',
      limits: FREE,
      leaves: { nothing: 'one word, about nobody; the database is asked once for all' },
    },
  },
  metrics: {
    ...{ says: 'How the process is, in numbers (docs/metrics.md)', opens: ['GET /metrics'] },
    ...{ calls: 'what watches it; on METRICS_PORT alone, where the two below open too', by: 'anybody', limits: FREE },
    leaves: { nothing: 'numbers by declared labels, about nobody; all who ask at once are one' },
  },
  live: {
    ...{ says: 'That the process answers', opens: ['GET /health/live'], calls: 'what restarts processes' },
    ...{ by: 'anybody', limits: FREE, leaves: { nothing: 'one word, about nobody; nothing is asked' } },
  },
  ready: {
    ...{ says: 'Whether requests may be sent here, and what is missing', opens: ['GET /health/ready'] },
    ...{ calls: 'what shares requests among processes', by: 'anybody', limits: FREE },
    leaves: { nothing: 'names of parts, about nobody; each is asked once for all' },
  },
  assets: {
    ...{ says: 'Style sheets, fonts and signs', opens: ['ANY /assets'], calls: BROWSERS },
    ...{ by: 'anybody', limits: FREE, leaves: SAME },
  },
  icon: {
    ...{ says: 'Nothing, which browsers ask for', opens: ['ANY /favicon.ico'], calls: BROWSERS },
    ...{ by: 'anybody', limits: FREE, leaves: SAME },
  },
  securityTxt: {
    ...{ says: 'Whom to tell of a hole (RFC 9116)', opens: ['ANY /.well-known/security.txt'], calls: 'anybody' },
    ...{ by: 'anybody', limits: FREE, leaves: SAME },
  },
  openApi: {
    says: 'What the API is: declarations, no data',
    opens: ['ANY /docs', 'GET /docs-yaml', 'GET /api/openapi.json'],
    ...{ calls: 'who writes programs against the API', by: 'anybody', limits: READ, leaves: SAME },
  },
  about: {
    says: 'Help, accessibility statement, privacy',
    opens: ['GET /hjaelp', 'GET /was', 'GET /privatliv'],
    ...{ calls: BROWSERS, by: 'anybody', limits: READ, leaves: SAME },
  },
  openData: {
    says: 'Published figures, as tables and as a catalogue; absent where they are not opened (OPEN_DATA_LICENCE)',
    ...{ opens: ['ANY /open-data'], calls: 'anybody', by: 'anybody', limits: { body: 0, counts: 'caller' } },
    leaves: { nothing: 'what was published for everybody; no session, no cookie' },
  },
  language: {
    ...{ says: 'The language of the pages, kept in a cookie', opens: ['GET /language/:code'], calls: BROWSERS },
    ...{ by: 'anybody', limits: READ, leaves: { nothing: 'a cookie, of this browser alone' } },
  },
  login: {
    ...{ says: 'The page where one chooses how to log in', opens: ['GET /login'], calls: BROWSERS },
    ...{ by: 'anybody', limits: READ, leaves: SAME },
  },
  loginBegins: {
    ...{ says: 'Sends the browser on to a provider', opens: ['GET /login/:name'], calls: BROWSERS },
    ...{ by: 'anybody', limits: READ, leaves: { nothing: 'a sealed cookie, by which the login ends where it began' } },
  },
  metadata: {
    ...{
      says: 'SAML: what a provider is told of us',
      opens: ['GET /login/:name/metadata'],
      calls: 'who runs a provider',
    },
    ...{ by: 'anybody', limits: READ, leaves: SAME },
  },
  logoutThere: {
    ...{
      says: 'Sends the browser on to log out at the provider too',
      opens: ['GET /login/:name/out'],
      calls: BROWSERS,
    },
    ...{
      by: 'anybody',
      limits: READ,
      leaves: { nothing: 'the session here is over; what the provider is told of it, it said itself' },
    },
  },
  demoLogin: {
    ...{
      says: "The demo's login; absent outside the demo",
      opens: ['POST /login', 'POST /api/session'],
      calls: 'the demo',
    },
    ...{ by: 'demo', proof: "a seeded user; every login is walked through the demo's provider", limits: SENT },
    leaves: { events: ['LoggedIn', 'LoggedOut', 'LoginRefused'] },
  },
  callback: {
    ...{ says: 'OpenID Connect: the browser comes back with a code', opens: ['GET /login/:name/callback'] },
    ...{ calls: 'a browser on its way back', by: 'provider', limits: READ },
    proof: 'the sealed cookie of the login under way, and what the provider signed; each once',
    leaves: { events: ['LoggedIn', 'LoggedOut', 'LoginRefused'] },
  },
  assertion: {
    ...{ says: "SAML: another site's form brings an assertion", opens: ['POST /login/:name/acs'] },
    ...{ calls: 'a browser on its way back', by: 'provider', limits: { body: SIGNED, counts: 'caller' } },
    proof: 'the signature of the provider; taken once',
    leaves: { nothing: 'kept for the minute in which the browser comes for it; who is let in is written down there' },
  },
  landed: {
    ...{ says: 'SAML: the browser comes for what its form has brought', opens: ['GET /login/:name/landed'] },
    ...{ calls: 'a browser on its way back', by: 'provider', limits: READ },
    proof: 'a ticket of 256 bits, once, and the sealed cookie of the login under way',
    leaves: { events: ['LoggedIn', 'LoggedOut', 'LoginRefused'] },
  },
  backChannel: {
    ...{ says: 'OpenID Connect: a session of the provider is over', opens: ['POST /login/:name/backchannel'] },
    ...{ calls: FROM_PROVIDER, by: 'provider', limits: { body: SIGNED, counts: 'caller' } },
    ...{ proof: 'a logout token that the provider signed; once', leaves: { events: ['LoggedOut'] } },
  },
  singleLogout: {
    says: 'SAML: a session of the provider is over, said by way of the browser; or its answer to our saying so',
    opens: ['GET /login/:name/slo', 'POST /login/:name/slo'],
    ...{ calls: FROM_PROVIDER, by: 'provider', limits: { body: SIGNED, counts: 'caller' } },
    ...{ proof: 'the signature of the provider; once', leaves: { events: ['LoggedOut'] } },
  },
  documents: {
    ...{ says: 'Takes the bytes of a document, before a command attaches it', opens: ['POST /api/documents'] },
    ...{ calls: 'who writes programs against the API', by: 'session', limits: { body: DOCUMENT, counts: 'caller' } },
    proof: "the session's cookie and its token, or a bearer token; not a byte is read before that",
    leaves: { nothing: 'sealed bytes that are on no record, and are gone after a day unless a command attaches them' },
  },
  transfers: {
    ...{ says: 'Another installation hands a record over, or asks how that stands (B-7)', opens: ['POST /transfers'] },
    ...{ calls: 'installations that INSTALLATIONS_FILE names', by: 'installation' },
    limits: { body: MESSAGE, counts: 'caller' },
    proof:
      'a header that it signed minutes ago, before a byte is read; then the message itself, signed and sealed for us',
    leaves: { nothing: 'what is handed over is a record, written down with who sent it' },
  },
  drafts: {
    ...{ says: 'Keeps what is being typed, for a day, for its writer; and drops it', calls: 'our own pages' },
    ...{ opens: ['POST /drafts', 'POST /drafts/drop'], by: 'session', limits: SENT },
    proof: "the session's cookie and the token of its forms",
    leaves: { nothing: "a sealed text of the writer's own, which is no record" },
  },
  savedLists: {
    ...{ says: 'Lists that a user comes back to: kept under a name, renamed, deleted', calls: 'our own pages' },
    ...{
      opens: ['POST /saved-lists', 'POST /saved-lists/rename', 'POST /saved-lists/drop'],
      by: 'session',
      limits: SENT,
    },
    proof: "the session's cookie and the token of its forms",
    leaves: { nothing: "codes of a filter and a sealed name of the user's own, which are no record" },
  },
  ownSessions: {
    says: "One's own logins, where one ends each, and makes the address of a calendar",
    opens: ['GET /sessions', 'POST /sessions/end', 'POST /sessions/calendar'],
    ...{ calls: 'who is logged in', by: 'session', limits: SENT },
    proof: "the session's cookie; to make or end one, the token of its forms",
    leaves: { events: ['LoggedIn', 'LoggedOut'] },
  },
  calendar: {
    ...{ says: "A user's meetings to come, as a calendar reads them: when, and nothing of what they are about" },
    ...{
      opens: ['GET /calendar/:secret'],
      calls: 'the calendar of who made the address',
      by: 'calendar',
      limits: READ,
    },
    proof: 'a secret of 256 bits in the address, kept as a hash, with an end, that its owner ends like a login',
    leaves: { asks: ['InfohusContext', 'Meetings'] },
  },
  logout: {
    ...{ says: 'Ends the session that it comes with', opens: ['POST /logout', 'DELETE /api/session'] },
    ...{ calls: 'who is logged in', by: 'session', limits: SENT },
    ...{ proof: "the session's cookie and the token of its forms; the API: the token itself" },
    leaves: { events: ['LoggedOut'] },
  },
});

const all: readonly Door[] = Object.values(DOORS);
export const doorAt = (method: string, path: string): Door | undefined => all.find((door) => isAt(door, method, path));
