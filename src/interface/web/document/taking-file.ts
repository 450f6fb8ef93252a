import type { Request } from 'express';
import type { Documents } from '../../../application/documents/documents.js';
import { invalid } from '../../../application/refusal.js';
import { saidSize } from '../../http/document-routes.js';
import type { Session } from '../../http/identity/sessions.js';
import { multipartForm } from '../../http/multipart.js';
import { movingBody } from '../../http/walls/slow.js';
import type { Form } from '../form-schema.js';
import { said } from '../tasks/filled.js';

/**
 * A form with its file: the bytes go to the documents as they come, and the form says under which id they are kept. Of who is not logged in, or sends
 * a form of another login, nothing is kept. `fault`: why the file was not taken.
 */
export async function formWithFile(
  request: Request,
  session: Session | undefined,
  documents: Documents,
): Promise<{ readonly form: Form; readonly fault?: unknown }> {
  const { form, fault } = await multipartForm(request, async ({ field, name, bytes }, before) => {
    if (!session || said(before._csrf) !== session.csrf) return;
    movingBody(request); // not before: who is not known has no longer than any other request
    const { documentId } = await documents.upload(session.actor, bytes, saidSize(request));
    before[field] = documentId;
    before['data.name'] = name.slice(0, 200);
  });
  const hasNone = fault === undefined && session !== undefined && said(form['data.documentId']) === '';
  return { form, fault: hasNone ? invalid([{ path: 'data.documentId', message: 'is required' }]) : fault };
}
