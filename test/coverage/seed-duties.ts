import type { Document } from '../support/seed-numbers.js';

/**
 * What each sentence of the five documents that asks for something became: rows of `rows.ts` (what the software does, shown by a test), places of
 * a plan file that hold it, or why it asks nothing of the record of cases. A sentence is known by words of it.
 */
export interface SeedDuty {
  readonly document: Document;
  readonly words: string;
  readonly rows?: readonly string[];
  readonly at?: readonly string[];
  readonly why?: string;
}
type Of = (words: string, ...rows: readonly string[]) => SeedDuty;
const by =
  (document: Document): Of =>
  (words, ...rows) => ({ document, words, rows });
const held =
  (document: Document): Of =>
  (words, ...at) => ({ document, words, at });
const not =
  (document: Document) =>
  (words: string, why: string): SeedDuty => ({ document, words, why });

const AIM = 'what the plan is for, no duty of its own';
const TAUGHT = 'what schools and leisure teach; what is recorded of it are the activities';
const WRITTEN = 'a paper that the unit writes; it asks nothing of the record of cases';
const FICTION = 'the fictional case: demo/nine-months.ndjson';

const K16: readonly SeedDuty[] = [
  not('K16')('skulle udarbejde en strategi og handleplan', 'how the plan came about'),
  held('K16')('til et pilotprojekt, der skal udvikle', 'koebenhavn-2016 budget[probation-pilot 2016].amount'),
  by('K16')('skal koordinere enkeltsager', 'K16-1', 'K16-18'),
  by('K16')('opdateret årligt som opfølgning på budgetforhandlingerne', 'KØ-12'),
  by('K16')('Der afrapporteres årligt på målet', 'K16-12', 'K16-16'),
  by('K16')('Målet opgøres via', 'K16-16'),
  by('K16')('fremlægges for Økonomiudvalget en gang årligt', 'K16-12', 'K16-16'),
  not('K16')('skal opleve sig som en del af sociale fællesskaber', TAUGHT),
  by('K16')('et anliggende for politiet, ikke mindst i regi af PET', 'K16-15'),
  by('K16')('skal samle og koordinere håndtering af samtlige henvendelser', 'K16-1'),
  by('K16')('skal sikre en tæt videndeling', 'K16-14', 'K16-18'),
  not('K16')('Opgaver Koordineringsenheden skal:', 'a heading; what follows it is K16-1, K16-5 and K16-18'),
  held('K16')('arbejdsgangsbeskrivelser for forskellige sagstyper', 'koebenhavn-2016 milestones[case-workflows].year'),
  by('K16')('ansvaret for at sekretariatsbetjene koordineringsenheden', 'K16-14'),
  by('K16')('at der indkaldes til møder', 'K16-14'),
  by('K16')('ansvar for udførelsen af egne myndighedsopgaver', 'K16-5'),
  by('K16')('fortsat ansvar for egen myndighedsopgave', 'K16-5'),
  held('K16')('indkaldes af koordinationsenheden på ad hoc basis', 'koebenhavn-2016 agencies[BUF].member'),
  held('K16')('skal kunne reagere akut i en bekymringssag', 'koebenhavn-2016 agencies[KFF].keyStaff'),
  held('K16')('skal således kunne inddrage relevant personale', 'koebenhavn-2016 agencies[KFF].keyStaff'),
  by('K16')('kvalificere sagen, visitere videre til konkret sagsbehandling', 'K16-3', 'K16-4', 'K16-5'),
  by('K16')('overleverer politiet sagen til PET', 'K16-15'),
  held('K16')('inden udgangen af 2016 have skabt', 'koebenhavn-2016 milestones[case-overview].year'),
  by('K16')('Minimum 60 % af de unge/forældre', 'K16-7'),
  by('K16')('skal som udgangspunkt visiteres indenfor 24, 48 eller 72 timer', 'K16-4'),
  by('K16')('afrapporterer årligt overfor Økonomiudvalget', 'K16-12'),
  not('K16')('udarbejdes en samlet kommunikationsstrategi', WRITTEN),
  not('K16')('skal både adressere udadvendt kommunikation', WRITTEN),
  not('K16')('en tværgående insisterende social indsats skal igangsættes', FICTION),
  not('K16')('fastholde familien på, at børnene skal passe deres skole', FICTION),
  by('K16')('bidrage til, at strategiens 4 mål realiseres', 'K16-16'),
  by('K16')('afrapporteret på handleplanens enkelte indsatser årligt', 'K16-12'),
  by('K16')('samtlige radikaliseringsbekymringer', 'K16-1', 'K16-18'),
  by('K16')('visitere videre til den rette', 'K16-3', 'K16-4', 'K16-5'),
  not('K16')('hvilket omdrejningspunkt, indsatsen skal omhandle', TAUGHT),
  not('K16')('skal støttes både lokalt og gennem kommunens indsatser', AIM),
  not('K16')('dialogambassadører, der skal oplyse', 'an effort of the integration policy, not of this plan'),
];

const K20: readonly SeedDuty[] = [
  not('K20')('skal kunne adressere udfordringer på begge niveauer', AIM),
  by('K20')('begrundede bekymringer, der skal undersøges nærmere', 'K20-1', 'K16-3'),
  not('K20')('skal adressere de strømninger og tendenser', AIM),
  by('K20')('fokus på fire målgrupper', 'K24-1'),
  by('K20')('2.000 elever skal indgå', 'K20-3'),
  not('K20')('Sikker By strategi, der skal forebygge kriminalitet', 'what the strategy of the city is for'),
  by('K20')('som skal ruste de unge mod ekstremisme', 'K20-3'),
  by('K20')('der skal øge tilliden til myndighederne', 'K20-4'),
  by('K20')('Det skal ske ved et opsøgende arbejde', 'K20-4'),
  by('K20')('Risikomiljøernes tillid til myndighederne', 'K20-4'),
  by('K20')('en arbejdsgruppe under infohuset', 'K20-5'),
  by('K20')('skal øge antallet af ressourcestærke borgere', 'K20-5'),
  by('K20')('opfølgning omkring systemovergange', 'K20-6'),
  by('K20')('styrke vurderingen af, om ekstremistiske ytringer', 'K20-6'),
  by('K20')('hvad fagpersoner skal gøre', 'K20-3'),
];

const K24: readonly SeedDuty[] = [
  not('K24')('skal séledes bidrage til at deemme op', AIM),
  by('K24')('fokus pé fire mélgrupper', 'K24-1'),
  not('K24')('der skal forebygge kriminalitet og @ge trygheden', 'what the strategy of the city is for'),
  by('K24')('har kendskab til, hvordan de skal forebygge og handle', 'K24-5'),
  not('K24')(
    'Mulige samarbejdspartnere skal kortleegges',
    'work before a partner is found; an agreement is recorded when it is signed (K24-2)',
  ),
  by('K24')('underskriver Charter for demokratiske veerdier 2 arligt', 'K24-9'),
  by('K24')('skal alle fagprofessionelle vide, hvor de kan henvende sig', 'K24-5'),
  held('K24')('udarbejde beredskabsplaner til forebyggelse', 'koebenhavn-2024 milestones[preparedness-plan].year'),
  held('K24')('Beredskabsplanernes formal', 'koebenhavn-2024 milestones[preparedness-plan].year'),
];

const KO: readonly SeedDuty[] = [
  held('KØ')('"Kommunalbestyrelsen skal sørge for', 'koege-2024 legalBases[SEL12B].needs'),
  not('KØ')('skal styrke det strategiske fokus', 'what the national plan is for'),
  not('KØ')('en forlængelse af eksisterende politikker', AIM),
  not('KØ')('understøtte Køge Kommunes samlede forebyggelsesindsats', AIM),
  by('KØ')('givet sparring om', 'KØ-7'),
  not('KØ')('ansvaret for den individ- eller gruppe orienteret monitering', 'police’s own work, outside this record'),
  by('KØ')('udbredes til minimum 50 front-medarbejdere', 'KØ-8'),
  not('KØ')('Tydelig information på Køge Kommune hjemmeside', 'the web site of the municipality; the ways in are KØ-9'),
  held('KØ')(
    'ansvaret for at afdække, om der er en bekymring',
    ...['VEL', 'SOC', 'FAM', 'SSPK'].map((a) => `koege-2024 agencies[${a}].coordinating`),
  ),
  by('KØ')('En akut sag er når', 'KØ-3'),
  by('KØ')('orienterer Midt- og Vestsjællands Politi Infohus Kommune Køge', 'KØ-3'),
  by('KØ')('ansvaret for opfølgning og videre sagsbehandling', 'KØ-5'),
  by('KØ')('underretter efterfølgende lokal radikaliserings-koordinator', 'KØ-1'),
  not('KØ')('i sammenhæng med andre sociale og kriminalpræventive indsatser', AIM),
  not('KØ')('i sammenhæng med strafferetlige tiltag', 'what the courts do, outside this record (K16-15)'),
  by('KØ')('det SKAL være nødvendigt', 'K16-13'),
  not('KØ')('Eleverne skal således forberedes deltagelse', TAUGHT),
  held('KØ')('ansvaret for løbende at opkvalificere', 'koege-2024 activityKinds[theme-day].source'),
  not('KØ')(
    'et sæt fælles værdier og holdninger',
    'how a network in a neighbourhood works together, should one be made',
  ),
  not('KØ')('hvad han som professionel skal være opmærksom på', WRITTEN),
  not('KØ')('hvem man skal kontakte', WRITTEN),
  not('KØ')(
    'ansvar for at faciliterer følgende',
    'a heading; of what follows it talks are activities, the rest are papers',
  ),
  by('KØ')('skal rettes til kommunens sociale myndigheder eller politiet', 'KØ-9'),
  by('KØ')('skal der ske henvendelse til politiet på 112/114', 'KØ-9'),
  by('KØ')('skal der ske en underretning til Køge Kommune', 'KØ-9'),
  by('KØ')('skal underrettes på', 'KØ-9'),
];

export const SEED_DUTIES: readonly SeedDuty[] = [
  by('BEG')('BBU er ansvarlig for alle sager i infohuset', 'K24-10'),
  ...K16,
  ...K20,
  ...K24,
  ...KO,
];
