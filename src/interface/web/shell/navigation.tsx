import { decide } from '../../../application/authorization/policy.js';
import type { Reader } from '../../../application/authorization/reader.js';
import { placeOf } from '../../../domain/plan/place.js';
import type { Key } from '../../words/words.js';
import type { Page } from '../page.js';

interface Entry {
  readonly href: string;
  readonly name: Key;
  /** After `g`, for whom has no lists of work. */
  readonly letter?: string;
  readonly for: (reader: Reader) => boolean;
  /** Pages that are found under this entry. */
  readonly holds?: readonly string[];
}
export const worksWith = ({ actor, purpose }: Reader) =>
  decide(actor, 'know', 'concern', purpose, ['coordinating', 'registrar']);
const listsCases = ({ actor, purpose }: Reader) => decide(actor, 'list', 'case', purpose, []);
const listsRegisters = ({ actor, purpose }: Reader) => decide(actor, 'list', 'register', purpose, ['of-infohus']);
const sees = ({ actor, purpose }: Reader) =>
  decide(actor, 'report', 'figures', purpose, ['of-infohus', 'coordinating']);
const operates = ({ actor, purpose }: Reader) => decide(actor, 'operate', 'machine', purpose, []);
const retains = ({ actor, purpose }: Reader) => decide(actor, 'list', 'erasure', purpose, ['of-infohus']);
const leads = ({ actor, purpose }: Reader) => decide(actor, 'list', 'team', purpose, ['of-infohus']);
const listsUsers = ({ actor, purpose }: Reader) => decide(actor, 'list', 'user', purpose, ['of-infohus']);
const isOfficer = ({ actor }: Reader) => actor.role === 'compliance';

/** What each can reach from everywhere, most used first: nobody has more than seven, and none that answers 403 (screens.md, Shell). */
export const ENTRIES: readonly Entry[] = [
  { href: '/', name: 'nav.home', for: () => true },
  { href: '/concerns', letter: 'b', name: 'nav.concerns', for: (reader) => worksWith(reader) || isOfficer(reader) },
  { href: '/cases', letter: 's', name: 'nav.cases', for: listsCases },
  { href: '/meetings', name: 'nav.meetings', for: worksWith },
  {
    href: '/registers/activity',
    letter: 'r',
    name: 'nav.registers',
    for: (reader) => listsRegisters(reader) && !isOfficer(reader),
    holds: ['/registers', '/mentors'],
  },
  { href: '/team', name: 'team.title', for: leads, holds: ['/reassignments'] },
  { href: '/report', letter: 't', name: 'nav.figures', for: sees, holds: ['/reports', '/overview', '/data-quality'] },
  { href: '/retention', letter: 'o', name: 'retention.title', for: retains },
  { href: '/person-requests', letter: 'a', name: 'requests.title', for: isOfficer },
  { href: '/plans', letter: 'h', name: 'nav.plans', for: (reader) => !isOfficer(reader) && !leads(reader) },
  {
    href: '/access-log',
    letter: 'l',
    name: 'oversight.title',
    for: isOfficer,
    holds: ['/disclosures', '/broken-glass', '/breaches', '/transfers', '/widenings', '/integrity'],
  },
  { href: '/users', letter: 'u', name: 'users.title', for: (reader) => listsUsers(reader) && !isOfficer(reader) },
  {
    href: '/read-models',
    letter: 'm',
    name: 'nav.read-models',
    for: (reader) => operates(reader) && !isOfficer(reader),
  },
];
/** A second row, where one of them is open. */
const FIGURES = [
  ['/report', 'nav.report'],
  ['/reports', 'report.all'],
  ['/overview', 'nav.overview'],
  ['/data-quality', 'nav.quality'],
  ['/plans', 'nav.plans'],
] as const satisfies readonly (readonly [string, Key])[];
const OVERSIGHT = [
  ['/access-log', 'access.title'],
  ['/disclosures', 'disclosures.title'],
  ['/broken-glass', 'glass.title'],
  ['/breaches', 'breach.title'],
  ['/transfers', 'transfer.title'],
  ['/widenings', 'widening.title'],
  ['/integrity', 'integrity.title'],
] as const satisfies readonly (readonly [string, Key])[];
export const entriesFor = (reader: Reader): readonly Entry[] => ENTRIES.filter((entry) => entry.for(reader));

const isUnder = (path: string, { href, holds = [] }: Entry): boolean =>
  path === href || (href !== '/' && path.startsWith(`${href}/`)) || holds.some((part) => path.startsWith(part));

interface SecondProps {
  readonly page: Page;
  readonly name: Key;
  readonly links: readonly (readonly [string, Key])[];
}
function Second({ page: { say, path, infohus }, name, links }: SecondProps) {
  if (!links.some(([href]) => path.startsWith(href))) return null;
  return (
    <ul class="nobullet-list nav-list no-max-width" aria-label={say(name)}>
      {links.map(([href, key]) => (
        <li>
          <a href={`${href}?infohus=${infohus}`} aria-current={path === href ? 'page' : undefined}>
            {say(key)}
          </a>
        </li>
      ))}
    </ul>
  );
}

export function Navigation({ page }: { page: Page }) {
  const { say, path, infohus, infohuse, session, plans, language } = page;
  if (!session) return null;
  return (
    <nav class="container main-navigation" aria-label={say('nav.main')}>
      <ul class="nobullet-list nav-list no-max-width">
        {entriesFor(session.reader).map((entry) => (
          <li>
            <a
              href={`${entry.href}?infohus=${infohus}`}
              aria-current={path === entry.href ? 'page' : isUnder(path, entry) ? 'true' : undefined}
            >
              {say(entry.name)}
            </a>
          </li>
        ))}
        {worksWith(session.reader) ? (
          <li class="new">
            <a class="button button-primary button-small" href={`/do/RegisterConcern?infohus=${infohus}`}>
              {say('nav.new-concern')}
            </a>
          </li>
        ) : null}
      </ul>
      {sees(session.reader) ? <Second page={page} name="nav.figures" links={FIGURES} /> : null}
      {isOfficer(session.reader) ? <Second page={page} name="oversight.title" links={OVERSIGHT} /> : null}
      {infohuse.length > 1 ? (
        <ul class="nobullet-list nav-list no-max-width" aria-label={say('nav.infohus')}>
          {infohuse.map((other) => (
            <li>
              <a href={`${path}?infohus=${other}`} aria-current={other === infohus ? 'true' : undefined}>
                {placeOf(plans, other, language)}
              </a>
            </li>
          ))}
        </ul>
      ) : null}
    </nav>
  );
}
