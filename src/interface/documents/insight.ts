import { THIRD } from '../../application/insight/masking.js';
import type { Answer } from '../../application/queries/catalogue.js';
import { localDateOf } from '../../domain/kernel/calendar.js';
import { giverOf } from '../web/case/event-fields.js';
import { dateOf, timeOn } from '../web/dates.js';
import { fieldName, wordFor } from '../words/labels.js';
import { nameOf } from '../words/names.js';
import { type Language, named, sayIn } from '../words/words.js';

export type PackView = Answer<'SubjectAccess'>;

/** Of a pack in people's words: what page and PDF show alike. */
export interface PackText {
  readonly held: readonly {
    readonly eventId: string;
    readonly day: string;
    readonly what: string;
    readonly said: string;
  }[];
  readonly disclosed: readonly (readonly string[])[];
  readonly looks: readonly (readonly string[])[];
  readonly withheld: readonly string[];
}

export function packText(pack: PackView, language: Language): PackText {
  const say = sayIn(language);
  const on = (day: string) => dateOf({ language }, day);
  return {
    held: pack.events.map(({ eventId, at, type, data }) => ({
      ...{ eventId, day: on(localDateOf(at)), what: nameOf(type, language) },
      said: saidIn(data, language, {}, giverOf(type)),
    })),
    disclosed: pack.disclosures.map((d) => [
      ...[on(localDateOf(d.at)), d.to, d.legalBasis],
      d.categories.map((c) => wordFor(c, language)).join(', '),
    ]),
    looks: pack.looks.map((l) => [
      ...[on(l.day), l.agency, named(say, 'purpose', l.purpose), named(say, 'looked', l.record), String(l.count)],
    ]),
    withheld: pack.withheld.map(({ ground, count }) => `${say(`insight.${ground}`)}: ${count}`),
  };
}

const ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/;
type Names = Readonly<Record<string, string>>;
/** Field by field, as the command that gave it calls them; an id says nothing to anybody, but where it has a name. */
export function saidIn(data: object, language: Language, names: Names = {}, command?: string): string {
  return Object.entries(data)
    .flatMap(([field, value]) => {
      const text = textOf(value, language, names, command);
      return text === '' ? [] : [`${fieldName(field, language, command)}: ${text}`];
    })
    .join('\n');
}
function momentIn(instant: string, language: Language): string {
  const at = new Date(instant).toISOString();
  return `${dateOf({ language }, localDateOf(at))} ${timeOn({ language }, at)}`;
}
function textOf(value: unknown, language: Language, names: Names, command: string | undefined): string {
  if (typeof value === 'string') {
    if (ID.test(value)) return names[value] ?? '';
    if (DAY.test(value)) return dateOf({ language }, value);
    if (INSTANT.test(value)) return momentIn(value, language);
    return wordFor(value, language).replaceAll(THIRD, sayIn(language)('insight.third'));
  }
  if (Array.isArray(value))
    return value
      .map((v) => textOf(v, language, names, command))
      .filter(Boolean)
      .join(', ');
  if (value !== null && typeof value === 'object')
    return saidIn(value, language, names, command).replaceAll('\n', '; ');
  if (typeof value === 'boolean') return language === 'da' ? (value ? 'ja' : 'nej') : value ? 'yes' : 'no';
  return value === null || value === undefined ? '' : String(value);
}
