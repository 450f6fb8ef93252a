import type { Language } from './words.js';

/**
 * Where a figure of a plan comes from, in the reader's language. The sources of our plans are written in English: a Danish page gives the
 * document, page and row that they name, and says what is carried on from an older plan and what is our own choice; the reasons stand in the
 * plan file. A source that somebody wrote in Danish stays as it is.
 */
export function sourceIn(source: string, language: Language): string {
  if (language !== 'da') return source;
  if (!OUR_PLANS.test(source) || !ENGLISH.test(source)) return danishMarks(source);
  const parts = source.split('; ').flatMap(danish);
  return [...new Set(parts)].join('; ') || source;
}

/** How the sources of our own plans begin; those of anybody else's are left alone. */
const OUR_PLANS = /^(ours|domain\.md|commands\.md|K16|K20|K24|KØ|BEG)(?![\p{L}\d])/u;
/** Words that no Danish text has; “in” alone and “for” are Danish too. Whether one is lacking, the specification says of all of our plans. */
const ENGLISH =
  /\b(ours|the|of|and|with|from|by|is|are|not|no|each|after|within|a|as|hours?|months?|year|years|yearly|under|reach|carried|note|told|talks?|pupils|parents|case|cases|course|citizens|efforts|effort|group|staff|social|member|permanent|social|met|writes|title|units|key|rule|section|domain\.md|commands\.md|professionals|counselling|ad hoc|window|police|titles|coordinator|coordinates|housing|intervening|funds|at|outcome|sought|organisations|in 20\d\d-\d+|p)\b/;
const danishMarks = (text: string) => text.replace(/\bp\. (?=\d)/g, 's. ');

/** Documents by their tags, with what follows that names a place in them: rows, pages, sections, headings, tables, paragraphs. */
const PLACE =
  /^((?:K16|K20|K24|KØ|BEG)(?:-\d+)?(?:,? (?:(?:K16|K20|K24|KØ|BEG)(?:-\d+)?|p\. \d+(?:-\d+)?|\d+(?:\.\d+)+|\d+(?:-\d+)?(?=[,;: ]|$)|Tabel \d|Situationen i Danmark og København|Infohus København|Handleplanens rammer|(?:Samfunds|Gruppe|Individ)niveau|Professionelle|Introduktion|EKI))*)/;

function danish(part: string): readonly string[] {
  const own = /^ours\b/.test(part) || /\bis ours\b|; ours/.test(part);
  const [place] = PLACE.exec(part.replace(/^ours[,:] (?:after |as in )?/, '')) ?? [];
  const carried = /not restated|carried on|does not restate/.test(part);
  const contract = /domain\.md|commands\.md/.test(part);
  return [
    ...(own ? [place ? `vores valg, efter ${danishMarks(place)}` : 'vores valg'] : []),
    ...(!own && place ? [danishMarks(place)] : []),
    ...(carried ? ['videreført'] : []),
    ...(!own && contract ? ['produktets regler'] : []),
  ];
}
