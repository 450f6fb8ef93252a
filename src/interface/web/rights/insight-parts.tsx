import { nameOf } from '../../words/names.js';
import { named } from '../../words/words.js';
import type { Answer } from '../answer.js';
import { datedOn } from '../dates.js';
import { AboutLink } from '../home/due.js';
import { Layout, type Page, Table } from '../layout.js';

type Row = Answer<'InsightParts'>[number];

/** For police: what of theirs a person is not told of who asks what is held, and what they have cleared. */
export function InsightPartsPage({ page, id, rows }: { page: Page; id: string; rows: readonly Row[] }) {
  const { say, infohus, language } = page;
  return (
    <Layout page={page} title={say('insight-parts.title')}>
      <p>{say('insight-parts.what')}</p>
      <p>
        <a href={`/persons/${id}?infohus=${infohus}`}>{say('insight-parts.person')}</a>
      </p>
      {rows.length === 0 ? (
        <p>{say('insight-parts.none')}</p>
      ) : (
        <Table
          caption={`${say('insight-parts.title')} (${rows.length})`}
          head={[say('insight.day'), say('col.what'), say('col.about'), say('col.state'), say('col.action')]}
          rows={rows.map((row) => [
            datedOn(page, row.at),
            nameOf(row.type, language),
            <Record page={page} row={row} />,
            row.clearedAt
              ? `${say('insight-parts.cleared')} ${datedOn(page, row.clearedAt)}`
              : say('insight-parts.hidden'),
            row.clearedAt ? (
              ''
            ) : (
              <a
                href={`/persons/${id}/do/ClearForInsight?infohus=${infohus}&eventId=${row.eventId}`}
                aria-label={`${nameOf('ClearForInsight', language)} ${nameOf(row.type, language)} ${datedOn(page, row.at)}`}
              >
                {nameOf('ClearForInsight', language)}
              </a>
            ),
          ])}
        />
      )}
    </Layout>
  );
}

function Record({ page, row: { record, recordId, number } }: { page: Page; row: Row }) {
  if (record === 'case') return <AboutLink page={page} about={{ caseId: recordId, number }} />;
  if (record === 'concern') return <AboutLink page={page} about={{ concernId: recordId, number }} />;
  return <span>{named(page.say, 'aggregate', record)}</span>;
}
