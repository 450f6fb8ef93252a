import { type Language, sayIn, type Key as WebKey } from '../words/words.js';

/** The words of the report's forms beside those that the pages have already, Danish first, English second, by key. */
const WORDS = {
  'mark.edition': ['Offentliggjort udgave', 'Published edition'],
  'mark.internal': ['Internt: må ikke gives videre', 'Internal: not to be passed on'],
  'mark.internal-withheld': [
    'Internt, små tal skjult: må ikke gives videre',
    'Internal, small counts withheld: not to be passed on',
  ],
  'head.indicators': ['Indikatorer', 'Indicators'],
  'head.years': ['Over årene', 'Over the years'],
  'head.funnel': ['Fra bekymring til lukket sag', 'From concern to closed case'],
  'head.definitions': ['Definitioner', 'Definitions'],
  'head.metadata': ['Grundlag og kontrol', 'Basis and checks'],
  'col.numerator': ['Tæller', 'Numerator'],
  'col.denominator': ['Nævner', 'Denominator'],
  'col.target-from': ['Mål fra', 'Target from'],
  'col.target-to': ['Mål til', 'Target to'],
  'col.counts': ['Hvad der tælles', 'What is counted'],
  'col.of': ['Ud af', 'Out of'],
  'col.unsettled': ['Hvad der er uafklaret', 'What is unknown'],
  'col.version': ['Version', 'Version'],
  'col.in-plan': ['I planen', 'In the plan'],
  'col.unit': ['Enhed', 'Unit'],
  'col.stage': ['Trin', 'Stage'],
  'col.proof': ['Oplysning', 'Item'],
  'col.proof-value': ['Indhold', 'Content'],
  'col.proof-check': ['Sådan efterprøves det', 'How to check it'],
  'stage.received': ['Modtaget', 'Received'],
  'stage.decided': ['Afgjort', 'Decided'],
  'stage.substantiated': ['Begrundet', 'Substantiated'],
  'stage.in-case': ['I en sag', 'In a case'],
  'stage.case-closed': ['Sagen er lukket', 'Case closed'],
  'col.was': ['Var', 'Was'],
  'col.is': ['Er', 'Is'],
  'col.why': ['Hvorfor', 'Why'],
  'reason.definition': ['tælles på en anden måde', 'counted in another way'],
  'reason.plan': ['en anden handleplan', 'another action plan'],
  'reason.late-fact': ['fakta, der kom ind senere', 'facts that came in later'],
  'reason.correction': ['rettelser', 'corrections'],
  'reason.since': ['hvad der er sket siden', 'what has happened since'],
  'diff.same': ['Ingen tal er anderledes.', 'No figure differs.'],
  'diff.no-indicator': ['ingen indikator', 'no indicator'],
  withheld: ['skjult', 'withheld'],
  'no-target': ['intet mål', 'no target'],
  'note.withheld': [
    'skjult: Tallet er så lille, at nogen kunne genkendes i det, eller det skjules for at beskytte et andet tal.',
    'withheld: The figure is so small that someone could be recognised from it, or it is withheld to protect another one.',
  ],
  'note.missing': ['–: Ikke opgjort.', '–: Not recorded.'],
  'note.missing-published': [
    '–: Ikke opgjort. Om tidligere år: skjult eller ikke opgjort.',
    '–: Not recorded. Of earlier years: withheld or not recorded.',
  ],
  'note.unknown': [
    'Uafklaret: Her mangler endnu den oplysning, der afgør, om målet er nået. Definitionen siger, hvad der mangler.',
    'Unknown: Here the fact that decides is still missing. The definition says which one.',
  ],
  'note.history': [
    'Tidligere (*): Historik fra før registreringen i Sagsspor. Tallet er oplyst og kan ikke beregnes igen.',
    'Before (*): History from before the records in Sagsspor. The figure was told and cannot be computed again.',
  ],
  'meta.infohus': ['Infohus', 'Infohus'],
  'meta.plan': ['Handleplan', 'Action plan'],
  'meta.year': ['År', 'Year'],
  'meta.edition': ['Udgave', 'Edition'],
  'meta.computed-for': ['Beregnet pr.', 'Computed as of'],
  'meta.position': ['Position i loggen', 'Position in the log'],
  'meta.head-hash': ['Loggens hash ved positionen', 'Hash of the log at that position'],
  'meta.plan-hash': ['Handleplanens hash', 'Hash of the action plan'],
  'meta.definition-hash': ['Definitionernes hash', 'Hash of the definitions'],
  'meta.code-version': ['Programversion', 'Code version'],
  'meta.content-hash': ['Rapportens hash', 'Hash of the report'],
  'check.head-hash': [
    'Efterprøves med sagsspor verify: samme hash ved samme position i en ubrudt log.',
    'Checked by sagsspor verify: the same hash at the same position of an unbroken log.',
  ],
  'check.plan-hash': [
    'Hashen af den vedtagne handleplan; den står ved planens vedtagelse.',
    'The hash of the adopted action plan; it stands at its adoption.',
  ],
  'check.definition-hash': [
    'Samme hash betyder, at der er talt på samme måde, med de versioner der står under Definitioner.',
    'The same hash means the same way of counting, by the versions that stand under Definitions.',
  ],
  'check.content-hash': [
    'Efterprøves med sagsspor report reproduce på rapportens JSON-fil: samme hash, samme tal.',
    "Checked by sagsspor report reproduce on the report's JSON file: the same hash, the same figures.",
  ],
} as const satisfies Record<string, readonly [string, string]>;

export type ReportKey = keyof typeof WORDS | WebKey;
export type SayReport = (key: ReportKey) => string;

const own = (key: ReportKey): key is keyof typeof WORDS => Object.hasOwn(WORDS, key);
export const sayReport = (language: Language): SayReport => {
  const web = sayIn(language);
  return (key) => (own(key) ? WORDS[key][language === 'da' ? 0 : 1] : web(key));
};
