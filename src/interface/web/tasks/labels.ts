import { fieldName } from '../../words/labels.js';
import type { Page } from '../layout.js';
import type { Fields, Task } from './task.js';
import { inWords } from './words.js';

/** What a field is called on its own form, by its place there. */
export function labelAt(page: Page, task: Task, path: string): string {
  if (path === 'at') return page.say('task.when');
  const [root = '', ...names] = path.split('.').filter((part) => !/^\d+$/.test(part));
  const also = root === 'also' ? task.also?.find((a) => a.command === names[0]) : undefined;
  return (
    found(page, also ? also.of : task.fields, also ? names.slice(1) : names) ??
    fieldName(names.at(-1) ?? root, page.language)
  );
}
function found(page: Page, fields: Fields, [name = '', ...rest]: readonly string[]): string | undefined {
  const field = fields[name];
  if (!field || field.is === 'none') return undefined;
  if ((field.is === 'group' || field.is === 'rows') && rest.length > 0)
    return found(page, field.of, rest) ?? (field.label && inWords(page, field.label));
  return 'label' in field && field.label ? inWords(page, field.label) : undefined;
}
