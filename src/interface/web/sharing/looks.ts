import { CATEGORIES } from '../../../domain/case/disclosure.js';
import type { Ask } from '../page-controller.js';
import { said } from '../tasks/filled.js';
import type { Situation, TaskRecord } from '../tasks/situation.js';
import type { Looks } from '../tasks/task.js';

const all = (value: string | readonly string[] | undefined): readonly string[] =>
  (typeof value === 'string' ? value.split('\n') : (value ?? [])).filter(Boolean);

/**
 * What a disclosure of a case or a concern is decided by: the bases that hold, what each category contains, and what the receiver would see of
 * what is ticked.
 */
export async function sharingOf(ask: Ask, { record, form }: Situation): Promise<Looks> {
  const toAgency = said(form['data.toAgency']) || said(form['data.installation']);
  if (!record || !PASSED_ON.has(record.aggregate) || toAgency === '') return {};
  const of = previewOf(ask, record, toAgency);
  const shareable = record.things.shareable.map(({ code }) => code);
  const hanging = record.things.documents.map(({ code }) => code);
  const { bases, ...whole } = await of(CATEGORIES, shareable, hanging);
  const categories = all(form['data.disclosure.categories']).filter((c) => CATEGORIES.some((known) => known === c));
  const statements = all(form['data.disclosure.statements']).filter((id) => shareable.includes(id));
  const documents = all(form['data.disclosure.documents']).filter((id) => hanging.includes(id));
  const { bases: _, ...preview } = await of(categories, statements, documents);
  return { sharing: { bases, whole, preview } };
}

const PASSED_ON = new Set(['case', 'concern']);

function previewOf(ask: Ask, { aggregate, id }: TaskRecord, toAgency: string) {
  return (categories: readonly string[], statements: readonly string[], documents: readonly string[]) => {
    const chosen = { id, toAgency, categories: categories.join(), documents: documents.join() };
    return aggregate === 'concern'
      ? ask('ConcernDisclosurePreview', chosen)
      : ask('DisclosurePreview', { ...chosen, statements: statements.join() });
  };
}
