import { StreamableFile } from '@nestjs/common';
import { z } from 'zod';
import type { ReportParams } from '../../application/reports/report.js';
import type { ReportView } from '../../application/reports/view.js';
import { code, whole, year } from '../../domain/kernel/schema.js';
import { FORM_NAMES, FORMS, type FormName, fileName } from '../documents/forms.js';
import { checked, type QueryParams } from '../lists.js';
import type { Language } from '../words/words.js';
import { momentOf } from './api.controller.js';

/** What a report is asked by, in a URL, a form or a body: the same names everywhere. */
const asked = {
  infohus: code,
  plan: code,
  year: z.coerce.number('must be a calendar year').pipe(year),
  asOf: z.union([z.string(), whole], 'must be a position or an instant').optional(),
  clock: z.string().optional(),
};
const reportFields = z.object(asked);
const keptFields = z.strictObject({ ...asked, state: z.enum(['frozen', 'published']) });
const fileFields = z.object({ format: z.enum(FORM_NAMES).optional(), lang: z.enum(['da', 'en']).default('da') });
const againstFields = z.object({ plan: code.optional(), asOf: z.string().optional(), clock: z.string().optional() });

const momentIn = ({ asOf, clock }: { asOf?: string | number | undefined; clock?: string | undefined }) =>
  momentOf(asOf?.toString(), clock);

/** @throws Refused validation-failed */
export function reportIn(query: QueryParams): ReportParams {
  const { infohus, plan, year: of, ...moment } = checked(reportFields, query);
  return { infohus, plan, year: of, asOf: momentIn(moment) };
}

/** @throws Refused validation-failed */
export const infohusIn = (query: QueryParams): string => checked(z.object({ infohus: code }), query).infohus;

/** What is to be kept of it. @throws Refused validation-failed */
export function keptIn(body: unknown): ReportParams & { readonly state: 'frozen' | 'published' } {
  const { state, infohus, plan, year: of, ...moment } = checked(keptFields, (body ?? {}) as QueryParams);
  return { state, infohus, plan, year: of, asOf: momentIn(moment) };
}

/** What a report is held against; nothing asked: what is known now. @throws Refused validation-failed */
export function againstIn(query: QueryParams) {
  const { plan, ...moment } = checked(againstFields, query);
  return { plan, asOf: moment.asOf === undefined ? undefined : momentIn(moment) };
}

/** The form to write it in; none asked: its JSON in the answer. @throws Refused validation-failed */
export function fileIn(query: QueryParams): { readonly format?: FormName | undefined; readonly lang: Language } {
  return checked(fileFields, query);
}

export async function fileOf(view: ReportView, form: FormName, language: Language): Promise<StreamableFile> {
  const disposition = `attachment; filename="${fileName(view, form)}"`;
  return new StreamableFile(Buffer.from(await FORMS[form].write(view, language)), {
    type: FORMS[form].type,
    disposition,
  });
}
