import type { OpenReport } from '../../../application/reports/open-figures.js';
import { localDateOf } from '../../../domain/kernel/calendar.js';
import { CATALOGUE, metadataName, type Opening, tableName } from '../../documents/open-data/opening.js';
import type { Language } from '../../words/words.js';
import { dateOf } from '../dates.js';
import { Layout, type Page } from '../layout.js';

interface Shown {
  readonly page: Page;
  readonly open: readonly OpenReport[];
  readonly opening: Opening;
}

/** The front of what is open, for people; the same for everybody who asks for it. */
export function OpenDataPage({ page, open, opening }: Shown) {
  const { say, language } = page;
  return (
    <Layout page={page} title={say('open.title')}>
      <p>{say('open.what')}</p>
      <p>
        {opening.publisher} · {say('open.licence')}: <a href={opening.licence}>{opening.licence}</a>
      </p>
      {open.length > 0 ? <Reports page={page} open={open} /> : <p>{say('open.none')}</p>}
      <ul class="nobullet-list">
        <li>
          <a href={`/open-data/${CATALOGUE}`}>{say('open.catalogue')}</a>
        </li>
        <li>
          <a href={OTHER[language].href} lang={OTHER[language].lang}>
            {say('nav.other-language')}
          </a>
        </li>
      </ul>
    </Layout>
  );
}
const OTHER = {
  da: { href: '/open-data/en', lang: 'en' },
  en: { href: '/open-data', lang: 'da' },
} as const satisfies Record<Language, object>;

function Reports({ page, open }: Omit<Shown, 'opening'>) {
  const { say, language } = page;
  return (
    <table class="table">
      <thead>
        <tr>
          {(['open.report', 'open.edition', 'open.since', 'open.table', 'open.read'] as const).map((key) => (
            <th scope="col">{say(key)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {open.map(({ view, issuedAt }) => (
          <tr>
            <th scope="row">{`${view.plan.name[language]} · ${view.report.year}`}</th>
            <td>{view.report.publication}</td>
            <td>{dateOf(page, localDateOf(issuedAt))}</td>
            <td>
              <a href={`/open-data/${tableName(view)}`}>{tableName(view)}</a>
            </td>
            <td>
              <a href={`/open-data/${metadataName(view)}`}>{metadataName(view)}</a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
