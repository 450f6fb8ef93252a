import { sizeOf } from '../../words/format.js';
import { codeName } from '../../words/labels.js';
import type { Choice } from '../choices.js';
import { datedOn } from '../dates.js';
import { type Page, Table } from '../layout.js';
import { ActList, type Acts, actsAbout } from '../tasks/acts.js';

interface Happened {
  readonly eventId: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly data: object;
  readonly annulled?: boolean | undefined;
}
interface Attached {
  readonly documentId: string;
  readonly kind: string;
  readonly title?: string;
  readonly name?: string;
  readonly size: number;
  readonly at: string;
}

/** What hangs on a record, as its reader's own timeline tells it: what that hides is hidden here too. */
export function attachedIn(timeline: readonly Happened[]): readonly Attached[] {
  const hanging = new Map<string, Attached>();
  const attachments = new Map<string, string>();
  for (const { type, eventId, occurredAt: at, data, annulled } of timeline) {
    if (annulled) continue;
    const document = data as Omit<Attached, 'at'>;
    if (type === 'DocumentAttached') {
      hanging.set(document.documentId, { ...document, at });
      attachments.set(eventId, document.documentId);
    }
    if (type === 'DocumentDetached') hanging.delete(document.documentId);
    // Two people had it called otherwise: its own words named somebody who was erased.
    const { decision, text: title, eventId: of = '' } = data as { decision?: string; text?: string; eventId?: string };
    const renamed = hanging.get(attachments.get(of) ?? '');
    if (type === 'SealedTextConfirmed' && decision === 'reseal' && renamed && title)
      hanging.set(renamed.documentId, { ...renamed, title });
  }
  return [...hanging.values()];
}

/** The same, to be chosen from. */
export const documentChoices = (page: Page, timeline: readonly Happened[]): readonly Choice[] =>
  attachedIn(timeline).map(({ documentId, title = '', at }) => ({
    code: documentId,
    name: `${title}, ${datedOn(page, at)}`,
  }));

interface Props {
  readonly page: Page;
  readonly timeline: readonly Happened[];
  /** The address of the record. */
  readonly on: string;
  readonly acts: Acts;
}
/** The documents of a record, each to be fetched and, for who may, taken off (B-1). */
export function DocumentList({ page, timeline, on, acts }: Props) {
  const { say, language } = page;
  const all = attachedIn(timeline);
  if (all.length === 0) return null;
  return (
    <Table
      caption={say('documents.title')}
      head={[...(['what', 'kind', 'attached', 'size'] as const).map((k) => say(`documents.${k}`)), say('col.action')]}
      rows={all.map(({ documentId, kind, title = '', size, at }) => [
        <a href={`/api/documents/${documentId}`}>{title || say('documents.what')}</a>,
        codeName(kind, language),
        datedOn(page, at),
        sizeOf(size, language),
        <ActList page={page} on={on} acts={actsAbout(acts, { documentId })} of={title} />,
      ])}
    />
  );
}
