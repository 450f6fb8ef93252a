import { StreamableFile } from '@nestjs/common';
import { z } from 'zod';
import { checked } from '../../application/checked.js';
import type { ReportView } from '../../application/reports/view.js';
import { FORM_NAMES, FORMS, type FormName, fileName } from '../documents/forms.js';
import type { Language } from '../words/words.js';
import type { QueryParams } from './query-params.js';

export const fileParams = {
  format: z.enum(FORM_NAMES).optional(),
  lang: z.enum(['da', 'en']).optional(),
};
const fields = z.object(fileParams);

/** The form to write it in; none asked: its JSON in the answer. @throws Refused validation-failed */
export function fileIn(query: QueryParams): { readonly format: FormName | undefined; readonly lang: Language } {
  const { format, lang = 'da' } = checked(fields, query);
  return { format, lang };
}

export async function fileOf(view: ReportView, form: FormName, language: Language): Promise<StreamableFile> {
  const disposition = `attachment; filename="${fileName(view, form)}"`;
  return new StreamableFile(Buffer.from(await FORMS[form].write(view, language)), {
    type: FORMS[form].type,
    disposition,
  });
}
