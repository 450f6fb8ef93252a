import type { Document } from '../support/seed-numbers.js';

/**
 * Where each figure of the five documents went: to a path of a plan file (as `plan diff` names it) that holds it, or to a reason why no plan
 * has it. In the order of the documents; what stands in `figures` is what the document prints.
 */
export interface SeedFigures {
  readonly document: Document;
  /** The page of K16; of the others, which have none in the text, the heading. */
  readonly where: string;
  readonly says: string;
  readonly figures: readonly string[];
  /** One for each figure, or one for all: `plan path`; with ` = value` where the plan says it otherwise than the document prints it. */
  readonly at?: readonly string[];
  readonly why?: string;
}

const k16 = 'koebenhavn-2016';
const k20 = 'koebenhavn-2020';
const k24 = 'koebenhavn-2024';
const ko = 'koege-2024';
const before = (plan: string, indicator: string, year: number) =>
  `${plan} indicators[${indicator}].baseline[${year}].value`;
const money = (plan: string, line: string, year: number) => `${plan} budget[${line} ${year}].amount`;
const target = (plan: string, indicator: string) => `${plan} indicators[${indicator}].target`;
const goal = (plan: string, of: string, end = 'from') => `${plan} goals[${of}].${end}`;

/** Said with a word, not a digit. */
const WORDS: readonly SeedFigures[] = [
  {
    document: 'BEG',
    where: 'Sikker By',
    says: 'en af de syv fagprincipper i Sikker By strategien',
    figures: [],
    why: 'what the strategy of the city consists of, not this plan',
  },
  {
    document: 'K16',
    where: 'p. 16',
    says: 'casen strækker sig over ni måneder; sønnen møder ikke op til to aftaler, dukker op to uger senere',
    figures: [],
    why: 'the fictional case: demo/nine-months.ndjson',
  },
  {
    document: 'K20',
    where: 'Tabel 1',
    says: 'desuden afholdes en temadag',
    figures: [],
    at: [`${goal(k20, 'theme-day')} = 1`],
  },
  {
    document: 'K24',
    where: 'Situationen',
    says: 'domme efter Straffelovens kapitel 13 i otte sager; mere end hver tredje forælder',
    figures: [],
    why: 'the situation in Denmark, no goal and no limit',
  },
  {
    document: 'KØ',
    where: '1.6',
    says: 'koordinerer de fire medlemmer af Infohus Køge',
    figures: [],
    at: ['VEL', 'SOC', 'FAM', 'SSPK'].map((a) => `${ko} agencies[${a}].coordinating = true`),
  },
  {
    document: 'KØ',
    where: '2.1.1.2',
    says: 'øjeblikkeligt eller på førstkommende arbejdsdag',
    figures: [],
    at: [`${ko} policeToInfohus.workingDays = 1`],
  },
];

const DIGITS: readonly SeedFigures[] = [
  {
    document: 'K16',
    where: 'p. 4',
    says: '60 henvendelser i 2014 og 100 henvendelser i 2015',
    figures: ['60', '100'],
    at: [before(k16, 'concerns-received', 2014), before(k16, 'concerns-received', 2015)],
  },
  {
    document: 'K16',
    where: 'p. 4',
    says: 'hhv. 22 sagsforløb i 2014 og 18 sagsforløb i 2015',
    figures: ['22', '18'],
    at: [before(k16, 'cases-started', 2014), before(k16, 'cases-started', 2015)],
  },
  {
    document: 'K16',
    where: 'p. 4',
    says: 'ekspertgruppens rapport indeholdt 15 anbefalinger; en oversigt over de 15',
    figures: ['15', '15'],
    why: 'advice that came before the plan; what was taken up of it is the plan itself',
  },
  {
    document: 'K16',
    where: 'p. 5',
    says: '2,0 mio. kr. i 2016 og 4,0 mio. kr. i [2017-2019] til VINKs arbejde',
    figures: ['2,0', '4,0'],
    at: [money(k16, 'vink', 2016), money(k16, 'vink', 2017)],
  },
  {
    document: 'K16',
    where: 'p. 5',
    says: '1,1 mio. kr. i 2016, 2,1 mio. kr. i [2017-2018] og 0,8 mio. kr. i 2019 til et pilotprojekt',
    figures: ['1,1', '2,1', '0,8'],
    at: [money(k16, 'probation-pilot', 2016), money(k16, 'probation-pilot', 2017), money(k16, 'probation-pilot', 2019)],
  },
  {
    document: 'K16',
    where: 'p. 5',
    says: '0,7 mio. kr. i 2016, 1,0 mio. kr. i 2017 og 0,7 mio. kr. i [2018-2019] til folkeskolen',
    figures: ['0,7', '1,0', '0,7'],
    at: [
      money(k16, 'citizenship-schools', 2016),
      money(k16, 'citizenship-schools', 2017),
      money(k16, 'citizenship-schools', 2018),
    ],
  },
  ...(['mål 1', 'mål 2'] as const).map(
    (goalOf): SeedFigures => ({
      document: 'K16',
      where: 'p. 7',
      says: `baseline: 100 henvendelser og 18 sagsforløb i 2015 (${goalOf})`,
      figures: ['100', '18'],
      at: [before(k16, 'concerns-received', 2015), before(k16, 'cases-started', 2015)],
    }),
  ),
  {
    document: 'K16',
    where: 'p. 8',
    says: 'måles blandt 18-29-årige københavnere',
    figures: ['18', '29'],
    why: 'whom a survey asks; it stands in the name of the indicator citizenship',
  },
  {
    document: 'K16',
    where: 'p. 8',
    says: 'andelen, der betegner sig som demokratiske (baseline: 93 % i 2015)',
    figures: ['93'],
    at: [before(k16, 'citizenship', 2015)],
  },
  {
    document: 'K16',
    where: 'p. 8',
    says: 'utrygge i deres nabolag: 7 % i 2015; i aften- og nattetimerne: 18 % i 2015',
    figures: ['7', '18'],
    at: [before(k16, 'unsafe-neighbourhood', 2015), before(k16, 'unsafe-evening', 2015)],
  },
  {
    document: 'K16',
    where: 'p. 12',
    says: 'mentorstøtte til unge under og over 18-årige',
    figures: ['18'],
    at: [`${k16} consentAge.years`],
  },
  {
    document: 'K16',
    where: 'p. 14',
    says: 'serviceloven § 12 b: rådgivning for borgere over 18 år',
    figures: ['18'],
    at: [`${k16} consentAge.years`],
  },
  {
    document: 'K16',
    where: 'p. 15',
    says: 'minimum 60 % af dem, der tilbydes mentor eller forældrecoach, tager imod',
    figures: ['60'],
    at: [target(k16, 'offer-acceptance')],
  },
  {
    document: 'K16',
    where: 'p. 15',
    says: '100 % af dem, der afviser, tilbydes forløb igen',
    figures: ['100'],
    at: [target(k16, 'reoffer-compliance')],
  },
  {
    document: 'K16',
    where: 'p. 15',
    says: 'indenfor henholdsvis 3 og 6 måneder',
    figures: ['3', '6'],
    at: [`${k16} reofferMonths.months = [3,6]`],
  },
  {
    document: 'K16',
    where: 'p. 15',
    says: '70 % er i uddannelse eller beskæftigelse indenfor 12 måneder',
    figures: ['70', '12'],
    at: [target(k16, 'education-employment'), `${k16} followUp.statusMonths`],
  },
  {
    document: 'K16',
    where: 'p. 15',
    says: '70 % vurderes 6 måneder efter ikke at være radikaliseringstruede',
    figures: ['70', '6'],
    at: [target(k16, 'not-at-risk'), `${k16} followUp.riskMonths`],
  },
  {
    document: 'K16',
    where: 'p. 16',
    says: 'alle sager skal som udgangspunkt visiteres indenfor 24, 48 eller 72 timer',
    figures: ['24', '48', '72'],
    at: [`${k16} triageHours.high`, `${k16} triageHours.medium`, `${k16} triageHours.low`],
  },
  {
    document: 'K16',
    where: 'p. 16-17',
    says: 'den 16-årige bror',
    figures: ['16', '16', '16', '16', '16'],
    why: 'the fictional case: demo/nine-months.ndjson',
  },
  {
    document: 'K16',
    where: 'p. 19',
    says: 'strategiens 4 mål',
    figures: ['4'],
    why: 'counts the goals of p. 7, which are indicators: radicalised, at-risk, citizenship, unsafe-neighbourhood and unsafe-evening',
  },
  {
    document: 'K16',
    where: 'p. 20',
    says: 'mentorstøtte til unge under og over 18-årige',
    figures: ['18'],
    at: [`${k16} consentAge.years`],
  },
  {
    document: 'K16',
    where: 'p. 24',
    says: 'de boligsociale helhedsplaner: ca. 280 mio. kr. fra 2016 til 2021',
    figures: ['280'],
    why: 'money of the housing associations for plans of their own, not of this plan',
  },
  {
    document: 'K20',
    where: 'Situationen',
    says: 'i 2018 blev 25 procent vurderet som begrundede, i 2016 10 procent',
    figures: ['25', '10'],
    at: [before(k20, 'substantiated-share', 2018), before(k20, 'substantiated-share', 2016)],
  },
  {
    document: 'K20',
    where: 'Tabel 1',
    says: '2.000 elever i målrettede undervisningsforløb, 100 forældre i forløb',
    figures: ['2.000', '100'],
    at: [goal(k20, 'pupil-course'), goal(k20, 'parent-course')],
  },
  {
    document: 'K20',
    where: 'Tabel 1',
    says: 'efter 6 måneders aktivt mentor- eller pårørendecoachforløb progression',
    figures: ['6'],
    at: [`${k20} progress.months`],
  },
  {
    document: 'K20',
    where: 'Tabel 1',
    says: 'opmærksomhedsoplæg for 2 strategisk udvalgte faggrupper (2020 og 2021)',
    figures: ['2', '2'],
    at: [goal(k20, 'awareness-talk')],
  },
  {
    document: 'K20',
    where: 'Tabel 2',
    says: 'Midler fra Budget 2019: 2,4 mio. kr. i 2020 og 2021',
    figures: ['2,4', '2,4'],
    at: [money(k20, 'budget-2019', 2020), money(k20, 'budget-2019', 2021)],
  },
  {
    document: 'K20',
    where: 'Tabel 2',
    says: 'Midler fra Budget 2020: 2,2 mio. kr. i 2020 og 2021',
    figures: ['2,2', '2,2'],
    at: [money(k20, 'budget-2020', 2020), money(k20, 'budget-2020', 2021)],
  },
  {
    document: 'K20',
    where: 'Tabel 2',
    says: 'I alt 4,6 mio. kr.',
    figures: ['4,6', '4,6'],
    why: 'the sum of the two lines above: plan-data.spec.ts adds them up',
  },
  {
    document: 'K20',
    where: 'Tabel 3',
    says: 'National hotline 0,4 mio. kr. i 2020 og 2021',
    figures: ['0,4', '0,4'],
    at: [money(k20, 'hotline', 2020), money(k20, 'hotline', 2021)],
  },
  {
    document: 'K20',
    where: 'Professionelle',
    says: 'siden 2016 opmærksomhedsoplæg for omkring 3.000 fagpersoner',
    figures: ['3.000'],
    at: [`${k20} history[professionals-trained].value`],
  },
  {
    document: 'K24',
    where: 'Situationen',
    says: 'terrortruslen er alvorlig (4 ud af 5)',
    figures: ['4', '5'],
    why: 'PET’s assessment of the threat, no goal and no limit',
  },
  {
    document: 'K24',
    where: 'Situationen',
    says: 'stigende antal henvendelser på børn og unge under 18 år',
    figures: ['18'],
    at: [`${k24} consentAge.years`],
  },
  {
    document: 'K24',
    where: 'Tabel 1',
    says: '4.000 folkeskoleelever og 800 friskoleelever deltager i workshops',
    figures: ['4.000', '800'],
    at: [goal(k24, 'school-workshop folkeskole'), goal(k24, 'school-workshop friskole')],
  },
  {
    document: 'K24',
    where: 'Tabel 1',
    says: '200-300 forældre deltager i workshops',
    figures: ['200', '300'],
    at: [goal(k24, 'parent-workshop'), goal(k24, 'parent-workshop', 'to')],
  },
  {
    document: 'K24',
    where: 'Tabel 1',
    says: 'samarbejdsaftaler med 1-2 civilsamfundsorganisationer',
    figures: ['1', '2'],
    at: [goal(k24, 'civil-society-agreement'), goal(k24, 'civil-society-agreement', 'to')],
  },
  {
    document: 'K24',
    where: 'Tabel 1',
    says: 'efter 6 måneders aktivt mentorforløb progression',
    figures: ['6'],
    at: [`${k24} progress.months`],
  },
  {
    document: 'K24',
    where: 'Tabel 1',
    says: '8-10 oplæg/workshops pr. år',
    figures: ['8', '10'],
    at: [goal(k24, 'professional-talk'), goal(k24, 'professional-talk', 'to')],
  },
  {
    document: 'K24',
    where: 'Tabel 2',
    says: 'Midler fra Budget 2023 (mio. kr.): 5, 5, 5',
    figures: ['5', '5', '5'],
    at: [money(k24, 'plan', 2024), money(k24, 'plan', 2025), money(k24, 'plan', 2026)],
  },
  {
    document: 'K24',
    where: 'Tabel 2',
    says: 'udover ovenstående ca. 0,3 mio. kr. til BUF og cirka 2 mio. kr. til SOF',
    figures: ['0.3', '2'],
    at: [money(k24, 'plan-buf', 2024), money(k24, 'plan-sof', 2024)],
  },
  {
    document: 'K24',
    where: 'Tabel 3',
    says: 'den nationale hotline (mio. kr.): 0,6, 0,6, 0,6',
    figures: ['0,6', '0,6', '0,6'],
    at: [money(k24, 'hotline', 2024), money(k24, 'hotline', 2025), money(k24, 'hotline', 2026)],
  },
  {
    document: 'K24',
    where: 'Tabel 3',
    says: 'i alt 1,2 mio. kr. fordelt mellem infohusene i Aarhus og København',
    figures: ['1,2'],
    why: 'the state’s sum for two Infohuse; København’s part is the line above',
  },
  {
    document: 'K24',
    where: 'Samfundsniveau',
    says: 'op mod 70 procent af de adspurgte forældre er bekymrede',
    figures: ['70'],
    why: 'a survey about social media, no goal and no limit',
  },
  {
    document: 'K24',
    where: 'Samfundsniveau',
    says: 'underskriver Charter for demokratiske værdier 2 årligt',
    figures: ['2'],
    at: [`${k24} charterRenewalMonths.months = 24`],
  },
  {
    document: 'KØ',
    where: '1.1, 1.3',
    says: 'serviceloven § 12 b: personer over 18 år har mulighed for rådgivning',
    figures: ['18', '18'],
    at: [`${ko} consentAge.years`],
  },
  {
    document: 'KØ',
    where: '1.5.1.2',
    says: 'viden skal i 2024 udbredes til minimum 50 frontmedarbejdere',
    figures: ['50'],
    at: [goal(ko, 'staff-training')],
  },
  {
    document: 'KØ',
    where: '1.5.1.2',
    says: 'kontaktmail, som moniteres af 4 medarbejdere',
    figures: ['4'],
    why: 'how the mailbox is staffed; which agencies read it is who coordinates',
  },
  {
    document: 'KØ',
    where: '3.1',
    says: 'en trekant opdelt i 3 felter',
    figures: ['3'],
    why: 'the levels of the plan: general, specific, targeted (plan-data.spec.ts)',
  },
  {
    document: 'KØ',
    where: '3.1.1.2',
    says: 'alle 6 undervisningsindsatser',
    figures: ['6'],
    why: 'counts the subjects that schools teach; the activity school-teaching is what is recorded',
  },
  {
    document: 'KØ',
    where: '3.2.3',
    says: 'bekymring for borgere under og over 18 år',
    figures: ['18', '18', '18', '18'],
    at: [`${ko} consentAge.years`],
  },
];

export const SEED_FIGURES: readonly SeedFigures[] = [...WORDS, ...DIGITS];
