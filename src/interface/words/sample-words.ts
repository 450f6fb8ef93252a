/** The words of a sample of who has seen what, as in words.ts. */
export const SAMPLE_WORDS = {
  'looked.access-sample': ['Stikprøve af opslag', 'Sample of the access log'],
  'sample.title': ['Stikprøve af opslag', 'Sample of the access log'],
  'sample.what': [
    'Opslag, der er trukket tilfældigt fra dage, der er gået. Ingen kan vide på forhånd, hvad der trækkes, og alle med frøet kan trække det samme igen.',
    'Looks drawn by lot from days that are over. Nobody can know beforehand what will be drawn, and whoever has the seed can draw the same again.',
  ],
  'sample.count': ['Hvor mange', 'How many'],
  'sample.draw': ['Træk en ny stikprøve', 'Draw a new sample'],
  'sample.drawn': ['{count} af {of} opslag i tiden {from} til {to}', '{count} of {of} looks from {from} to {to}'],
  'sample.seed': ['Frø', 'Seed'],
  'sample.from': ['Trukket fra (SHA-256 af alle opslagenes navne)', 'Drawn from (SHA-256 of the names of all looks)'],
  'sample.json': [
    'Det samme som JSON, med hvert opslags navn og lod',
    'The same as JSON, with the name and lot of each look',
  ],
  'sample.judge': [
    'Spørg dem, hvis opslag ikke kan forklares af deres opgaver. Et opslag uden grund registreres som et brud; trækningen i loggen viser, at resten er set igennem.',
    'Ask those whose looks their tasks do not explain. A look without a reason is recorded as a breach; the draw in the log shows that the others were gone through.',
  ],
  'sample.found': ['Stikprøve {seed}, opslag {name}: ', 'Sample {seed}, look {name}: '],
  'sample.logged': [
    'Hver trækning står i loggen med sit frø. Er der trukket flere gange, ses det.',
    'Each draw stands in the log with its seed. Whoever draws several times is seen to.',
  ],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;
