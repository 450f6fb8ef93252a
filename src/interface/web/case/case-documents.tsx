import { attachedIn, DocumentList } from '../document/documents.js';
import type { Page } from '../layout.js';
import { ActList } from '../tasks/acts.js';
import type { CaseShown } from './case-shown.js';

/** All that hangs on the case, and how more is attached. */
export function CaseDocuments({ page, shown: { found, acts } }: { page: Page; shown: CaseShown }) {
  const on = `/cases/${found.caseId}`;
  return (
    <>
      {attachedIn(found.timeline).length === 0 ? <p>{page.say('documents.none')}</p> : null}
      <DocumentList page={page} timeline={found.timeline} on={on} acts={acts} />
      <ActList page={page} on={on} acts={acts.filter(({ command }) => command === 'AttachDocument')} />
    </>
  );
}
