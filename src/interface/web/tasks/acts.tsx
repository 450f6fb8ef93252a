import { nameOf } from '../../words/names.js';
import { adviceFor } from '../../words/refusals.js';
import type { Page } from '../layout.js';
import { type Act, type Acts, hrefOf } from './act-address.js';
import { tasks } from './all.js';
import { AT_ONCE, AtOnce } from './at-once.js';

export { type Acts, hrefOf };

/** Those about one thing in the record: this offer, that course. Without one, about the record as a whole. */
export const actsAbout = (acts: Acts, about: Readonly<Record<string, string>> = {}): Acts => {
  const wanted = Object.entries(about);
  return acts.filter((act) => {
    const own = Object.entries(act.about);
    return own.length === wanted.length && wanted.every(([field, id]) => act.about[field] === id);
  });
};

/**
 * Acts beside the thing that they are about: what can be given now as links, what cannot with the rule that stands against it. `on`: the
 * address of the record. What is not permitted is not among them.
 */
interface ListProps {
  readonly page: Page;
  readonly on: string;
  readonly acts: Acts;
  readonly of?: string | undefined;
  /** Shorter names, where what they stand beside says the rest. */
  readonly called?: Readonly<Record<string, string>>;
}
export function ActList({ page, on, acts, of, called = {} }: ListProps) {
  const nameIn = ({ command }: Act) => called[command] ?? nameOf(command, page.language);
  const given = acts.filter((act) => act.command in tasks);
  const [possible, others] = [given.filter((a) => a.against === null), given.filter((a) => a.against !== null)];
  return (
    <>
      {possible.length > 0 ? (
        <ul class="nobullet-list act-list">
          {possible.map((act) => (
            <li>
              {act.command in AT_ONCE ? (
                <AtOnce page={page} on={on} act={act} of={of} />
              ) : (
                <ActLink page={page} on={on} act={act} of={of} name={nameIn(act)} />
              )}
            </li>
          ))}
        </ul>
      ) : null}
      {others.length > 0 ? (
        <details class="act-not">
          <summary>{`${page.say('acts.not-now')} (${others.length})`}</summary>
          <ul>
            {others.map((act) => (
              <li data-act={hrefOf(page, on, act)}>{`${nameOf(act.command, page.language)}: ${against(page, act)}`}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}

/** The acts of a row of a list: what its record's own page offers now, and nothing that cannot be given. */
export function RowActs(props: {
  page: Page;
  on: string;
  acts: readonly Pick<Act, 'command' | 'about'>[] | undefined;
  of: string;
}) {
  const acts = (props.acts ?? []).map((act): Act => ({ ...act, against: null }));
  return <ActList page={props.page} on={props.on} acts={acts} of={props.of} />;
}

/** An act that has a page of its own; `of`: what it stands beside, for who does not see it. */
export function ActLink(props: {
  page: Page;
  on: string;
  act: Pick<Act, 'command' | 'about'>;
  of?: string | undefined;
  name?: string;
}) {
  const { page, on, act, of, name = nameOf(act.command, page.language) } = props;
  return (
    <a href={hrefOf(page, on, act)} aria-label={of ? `${name}: ${of}` : undefined}>
      {name}
    </a>
  );
}

const against = ({ language }: Page, { against: rule }: Act): string => adviceFor(language, rule ?? '');
