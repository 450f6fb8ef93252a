import { nameOf } from '../../words/names.js';
import type { Answer } from '../answer.js';
import { namedIn, newestOf } from '../case/placed.js';
import { datedOn } from '../dates.js';
import { type Page, Table } from '../layout.js';
import { ActList, type Acts, actsAbout } from '../tasks/acts.js';

type Found = Answer<'CaseAsOf'>;

/** What was handed to other installations, with the newest that is known of each. */
export function HandedOver({ page, found, acts, on }: { page: Page; found: Found; acts: Acts; on: string }) {
  const { say, language } = page;
  const sent = namedIn(found, 'TransferSent', 'transferId');
  if (sent.length === 0) return null;
  return (
    <Table
      caption={say('transfer.to')}
      head={[say('transfer.sent'), say('col.to'), say('case.why'), say('col.status'), say('col.action')]}
      rows={sent.map(([id, event]) => {
        const { installation, reason } = event.data as { readonly installation: string; readonly reason?: string };
        const newest = newestOf(found, 'transferId', id);
        return [
          datedOn(page, event.occurredAt),
          installation,
          reason ?? '',
          newest ? `${nameOf(newest.type, language)} ${datedOn(page, newest.occurredAt)}` : '',
          <ActList page={page} on={on} acts={actsAbout(acts, { transferId: id })} of={installation} />,
        ];
      })}
    />
  );
}
