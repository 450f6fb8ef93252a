import { MENTOR_ORDERS } from '../../../application/queries/registers/mentor-queries.js';
import { CERTIFICATES, MENTOR_STANDINGS } from '../../../domain/mentor/standing.js';
import { placeOf } from '../../../domain/plan/place.js';
import { codeName } from '../../words/labels.js';
import type { Answer } from '../answer.js';
import { planName } from '../choices.js';
import { dayOn } from '../dates.js';
import { DoLink } from '../do-link.js';
import { Layout, type Page } from '../layout.js';
import { type Chosen, type Field, listHref } from '../list.js';
import { headings, ListBody } from '../list-body.js';
import { mayBegin } from '../tasks/may-begin.js';
import { LANGUAGES } from './mentors.tasks.js';
import { RegisterLinks } from './registers.js';

/** What the address of the list says. */
export const MENTOR_FILTERS = [
  ...['kind', 'language', 'standing', 'certificate', 'free', 'cleared', 'limit', 'sort'],
] as const;
type Listed = Answer<'Mentors'>;
type Mentor = Listed['rows'][number];

/** The corps of mentors and coaches (B-5): who has a place free and is cleared, until when, and who is lent to whom. */
export function MentorsPage(props: { page: Page; list: Listed; chosen: Chosen; isFirst: boolean }) {
  const { page, list, chosen, isFirst } = props;
  const { say } = page;
  const by = headings(page, '/mentors', chosen, MENTOR_ORDERS);
  return (
    <Layout page={page} title={say('mentors.title')}>
      <RegisterLinks page={page} />
      {mayBegin(page, 'RegisterMentor') ? (
        <p>
          <DoLink page={page} command="RegisterMentor" isButton />
        </p>
      ) : null}
      <ListBody
        {...{ page, path: '/mentors', chosen, list, isFirst, fields: fields(page), file: '/api/mentors.csv' }}
        none={
          Object.keys(chosen).length === 0 ? (
            say('mentors.none-yet')
          ) : (
            <>
              {`${say('mentors.none')} `}
              <a href={listHref('/mentors', page, {})}>{say('work.clear')}</a>
            </>
          )
        }
        head={[
          ...[say('col.name'), say('mentors.kinds'), say('mentors.languages'), by(say('mentors.places'), 'places')],
          ...[say('mentors.cleared'), by(say('mentors.certificate'), 'certificate'), say('mentors.where')],
          say('col.action'),
        ]}
        cells={list.rows.map((m) => [
          m.name ?? '',
          m.kinds.map((code) => planName(page.plan?.offerKinds, code, page.language)).join(', '),
          m.languages.map((code) => codeName(code, page.language)).join(', '),
          `${m.placesLeft} ${say('mentors.of')} ${m.capacity}`,
          m.endedAt ? (
            ''
          ) : (
            <span class={m.cleared ? 'badge badge-success' : 'badge badge-warning'}>
              {say(m.cleared ? 'mentors.is-cleared' : m.trainedOn ? 'mentors.not-cleared' : 'mentors.not-trained')}
            </span>
          ),
          m.certificateUntil ? <span class="nowrap">{dayOn(page, m.certificateUntil)}</span> : say('mentors.no-end'),
          whereOf(page, m),
          <ul class="nobullet-list act-list">
            {(m.acts ?? []).map(({ command }) => (
              <li>
                <DoLink page={page} command={command} chosen={{ id: m.mentorId }} of={m.name ?? ''} />
              </li>
            ))}
          </ul>,
        ])}
      />
    </Layout>
  );
}

/** At home, lent here or away and for how long, or stopped. */
function whereOf(page: Page, { lentHere, endedAt, infohus, loans }: Mentor): string {
  const { say, plans, language } = page;
  const place = (code: string) => placeOf(plans, code, language);
  if (endedAt) return say('mentors.standing.ended');
  const lent = loans.map(({ toInfohus, from, to }) => {
    const days = `${dayOn(page, from)} – ${dayOn(page, to)}`;
    return lentHere
      ? `${say('mentors.lent-from')} ${place(infohus)}, ${days}`
      : `${say('mentors.lent-to')} ${place(toInfohus)}, ${days}`;
  });
  return lent.join('; ') || say('mentors.home');
}

function fields({ say, plan, language }: Page): readonly Field[] {
  const kinds = (plan?.offerKinds ?? []).map(({ code, name }) => ({ code, name: name[language] }));
  return [
    { name: 'kind', label: say('mentors.kinds'), of: kinds },
    {
      name: 'language',
      label: say('mentors.languages'),
      of: LANGUAGES.map((code) => ({ code, name: codeName(code, language) })),
    },
    {
      name: 'standing',
      label: say('mentors.where'),
      of: MENTOR_STANDINGS.map((code) => ({ code, name: say(`mentors.standing.${code}`) })),
    },
    {
      name: 'certificate',
      label: say('mentors.certificate'),
      of: CERTIFICATES.map((code) => ({ code, name: say(`mentors.certificate.${code}`) })),
    },
    { name: 'free', label: say('mentors.free'), is: 'checkbox' },
    { name: 'cleared', label: say('mentors.is-cleared'), is: 'checkbox' },
  ];
}
