import { referenceIn } from '../../../application/numbers/record-numbers.js';
import type { Form } from '../form-schema.js';
import type { Page } from '../layout.js';
import type { Ask } from '../page-controller.js';
import { said } from './filled.js';
import type { Task } from './task.js';

/** With the ids of the cases that are named by number: commands take ids only. What is no number is left for the schema to refuse. */
export async function withIds(ask: Ask, { infohus }: Page, { byNumber = [] }: Task, form: Form): Promise<Form> {
  const ids: Record<string, string> = {};
  for (const field of byNumber) {
    const number = said(form[`data.${field}`]).trim();
    const reference = referenceIn(number);
    if (reference?.kind !== 'case') continue;
    const id = reference.infohus === undefined ? `${infohus}:${number}` : number;
    ids[`data.${field}`] = (await ask('CaseNumbered', { id })).caseId;
  }
  return { ...form, ...ids };
}
