import { ADVICE } from '../../application/refusal.js';
import { BREACH_ADVICE } from './breach-words.js';
import { DAILY_ADVICE } from './daily-words.js';
import { REGISTER_ADVICE } from './register-words.js';
import { SHARING_ADVICE } from './sharing-words.js';
import { TRANSFER_ADVICE } from './transfer-words.js';
import type { Language } from './words.js';

/** What to do about a refusal, in Danish; the English words are the application's own. A test asks for every rule. */
export const DANISH_ADVICE: Readonly<Record<string, string>> = {
  ...DAILY_ADVICE,
  ...BREACH_ADVICE,
  ...TRANSFER_ADVICE,
  ...REGISTER_ADVICE,
  ...SHARING_ADVICE,
  'not-found': 'Det findes ikke, eller du har ikke adgang til det. Kontrollér nummeret, eller spørg tovholderen.',
  'not-permitted': 'Din rolle eller myndighed giver ikke adgang til dette. Spørg en, der har adgang.',
  'already-exists': 'Det findes allerede. Åbn formularen igen, og registrér det som noget nyt.',
  'version-conflict': 'En anden har skrevet samtidig med dig. Se, hvad der er nyt, og prøv igen.',
  'idempotency-mismatch': 'Formularen er sendt før med andet indhold. Åbn den på ny.',
  'payload-too-large': 'Det fylder for meget. Del det op.',
  'misdirected-request': 'Der er ingen installation med det navn her.',
  'too-many-requests': 'Der kommer for mange forespørgsler på én gang. Vent et minut.',
  'not-authenticated': 'Log ind igen.',
  'validation-failed': 'Noget er ikke udfyldt, som det skal være.',
  unavailable: 'Registret kan ikke nås lige nu. Send den samme formular igen om lidt.',
  'occurred-in-future':
    'Det kan ikke være sket i fremtiden eller være modtaget, efter at det blev registreret. Ret tidspunktet.',
  'out-of-order': 'Det kan ikke være sket før det, som det svarer på, afslutter eller følger efter. Ret tidspunktet.',
  'police-sets-final-severity': 'Kun politiet sætter den endelige alvorsgrad. Sæt en foreløbig, eller spørg politiet.',
  'final-severity-stands': 'Politiet har sat den endelige alvorsgrad. Fortæl dem, hvad der er nyt.',
  'concern-ended':
    'Bekymringen er henlagt, overgivet til politiet eller videresendt. Registrér en ny, hvis der er nyt.',
  'concern-has-case': 'Bekymringen er allerede i en sag. Arbejd i den sag.',
  'unknown-original': 'Den bekymring, der gentages, findes ikke her. Vælg den oprindelige.',
  'case-needs-substantiated-concern': 'En sag kræver en bekymring, der er kvalificeret som begrundet.',
  'unknown-agency': 'Handleplanen har ikke den myndighed. Vælg en, den nævner.',
  'already-triaged': 'Sagen er visiteret. Overdrag den, hvis ansvaret skal flytte.',
  'not-in-case': 'Personen er ikke i sagen. Tilføj personen først.',
  'disclosure-needs-basis': 'Vælg en hjemmel fra handleplanen.',
  'basis-not-for-these-agencies': 'Hjemlen eller samarbejdet dækker ikke de to myndigheder. Vælg en, der gør.',
  'no-investigation-purpose':
    'Oplysninger deles kun for at forebygge kriminalitet, aldrig til efterforskning (retsplejeloven § 115, stk. 2).',
  'security-hold': 'Sagen er hos sikkerhedsmyndigheden: intet nyt begynder, før politiet frigiver den.',
  'not-the-receiver': 'Kun den myndighed, der er spurgt, kan svare, og kun den, der spurgte, kan trække tilbage.',
  'not-pending': 'Overdragelsen eller henvisningen venter ikke på svar. Se i sagen, hvad der er sket med den.',
  'already-responsible': 'Den myndighed har allerede sagen.',
  'handover-pending': 'En overdragelse venter på svar. Vent på svaret, eller træk den tilbage først.',
  'one-open-offer': 'Personen har et åbent tilbud af den art i sagen. Besvar eller afslut det først.',
  'case-closed': 'Sagen er lukket. Genåbn den på en ny bekymring.',
  erased: 'Det personlige er slettet, og der skrives ikke nyt personligt her. Registrér personen på ny.',
  'already-requested': 'Der er allerede anmodet om sletning. En anden compliancemedarbejder godkender den.',
  'no-erasure-requested': 'Ingen har anmodet om sletning. Én anmoder, en anden godkender.',
  'already-authorised': 'Det er allerede godkendt.',
  'own-request': 'Den, der har anmodet om sletningen, godkender den ikke selv. Bed en anden compliancemedarbejder.',
  'own-proposal':
    'Den, der har foreslået kassationen, kan ikke selv godkende den. Bed en anden compliancemedarbejder om det.',
  'not-due': 'Mindst én af dem skal efter handleplanen opbevares længere. Foreslå kassation, når fristen er udløbet.',
  'no-sealed-text': 'Den hændelse har ingen forseglet tekst.',
  'not-decided': 'Ingen har taget stilling til teksten. Én afgør, en anden bekræfter.',
  'own-decision': 'Den, der har afgjort det, kan ikke selv bekræfte det. Bed en anden compliancemedarbejder om det.',
  'already-confirmed': 'Afgørelsen er allerede bekræftet.',
  'case-open': 'Sagen er åben.',
  'offer-not-open': 'Tilbuddet venter ikke på svar. Tilbyd igen først, eller lav et nyt.',
  'guardian-consent-missing': 'En mindreårig samtykker sammen med indehaveren af forældremyndigheden. Vælg begge.',
  'age-group-contradicts':
    'Aldersgruppen i sagen passer ikke med personens fødselsdato på samtykkedagen. Ret aldersgruppen først.',
  'offer-not-declined': 'Kun et afslået tilbud tilbydes igen.',
  'offer-accepted': 'Tilbuddet er modtaget. Lav et nyt, hvis der er brug for det.',
  'do-not-contact': 'Personen har frabedt sig kontakt i sagen. Ophæv det, hvis personen selv er kommet tilbage.',
  'no-objection': 'Personen har ikke frabedt sig kontakt i sagen.',
  'no-open-reoffer': 'Der er ingen åben pligt til at tilbyde igen.',
  'no-consent': 'Der er intet gældende samtykke til tilbuddet.',
  'course-exists': 'Forløbet findes allerede.',
  'no-such-course': 'Det forløb findes ikke i sagen.',
  'course-not-active': 'Det kan ikke lade sig gøre, som forløbet er nu.',
  'course-not-completed': 'Kun et gennemført forløb følges op.',
  'no-security-hold': 'Sagen er ikke hos sikkerhedsmyndigheden.',
  'active-course': 'Et forløb er i gang. Gennemfør eller afbryd det først.',
  'open-obligations':
    'Der er åbne frister. Overhold dem, lad dem bortfalde med en grund, eller luk sagen og før dem videre.',
  'not-on-case': 'Din myndighed er ikke på sagen.',
  'no-such-event': 'Der er ikke en sådan hændelse her.',
  'not-annullable':
    'Hændelsen kan ikke annulleres: den er selv en rettelse, er allerede annulleret eller hører under en anden beslutning, som skal annulleres i stedet.',
  'not-correctable': 'Det kan ikke rettes.',
  'meeting-closed': 'Mødet er afsluttet. Indkald et nyt, eller datér det, der skete før, som det skete.',
  'incident-closed': 'Hændelsen er afsluttet. Registrér en ny, eller datér det, der skete før, som det skete.',
  'nothing-to-acknowledge': 'Der er ingen påmindelse at kvittere for.',
  'glass-not-needed': 'Din myndighed er på sagen og ser den i forvejen.',
  'own-break-glass': 'En anden skal gennemgå den.',
  'already-reviewed': 'Den er gennemgået.',
  'own-substitute': 'Man kan ikke være stedfortræder for sig selv. Vælg en anden i myndigheden.',
  'ends-before-it-begins': 'Den sidste dag ligger før den første. Ret dagene.',
  'not-of-your-agency': 'Kun myndigheden selv kan afslutte dette.',
  'unknown-plan': 'Infohuset har ikke den handleplan. Læg dens fil i plans/ først.',
  'handover-not-accepted': 'Overdragelsen er ikke modtaget.',
  'own-infohus': 'Bekymringen er i Infohuset i forvejen. Angiv et andet Infohus.',
  'not-shareable': 'Udsagnet må ikke gives videre.',
  'already-merged': 'De to er den samme person i forvejen.',
  'same-person': 'En person kan ikke lægges sammen med sig selv. Vælg en anden.',
  'disclosure-missing': 'En inviteret myndighed kender ikke sagen. Angiv en videregivelse til den.',
  'no-such-decision': 'Den beslutning findes ikke på mødet.',
  'already-completed': 'Beslutningen er gennemført.',
  'already-taken': 'Henvendelsen er taget.',
  'user-of-another-infohus': 'Brugeren hører til et andet Infohus. Spørg dets administrator.',
  'already-deactivated': 'Brugeren er allerede deaktiveret.',
  'not-deactivated': 'Brugeren er ikke deaktiveret.',
  'step-up-needed': 'Dette kræver et login, der kun er minutter gammelt. Log ind igen, og gentag.',
};

/** What zod and our own field types say, as people say it: the first pattern that fits. The API says it as it was found. */
const MESSAGES: readonly (readonly [pattern: RegExp, da: string, en: string])[] = [
  [/received undefined|is required/, 'skal udfyldes', 'must be filled in'],
  [/must be a UUID/, 'skal være et id (UUID)', 'must be an id (UUID)'],
  [/must hold a letter or a digit/, 'skal indeholde mindst et bogstav eller et tal', 'must hold a letter or a digit'],
  [/must hold a letter/, 'skal indeholde mindst et bogstav', 'must hold a letter'],
  [/holds NUL or a lone surrogate/, 'indeholder et tegn, der ikke er tekst', 'holds a character that is no text'],
  [
    ...([/must be an instant between 1900 and 9999/, 'skal være et tidspunkt mellem 1900 og 9999'] as const),
    'must be a time between 1900 and 9999',
  ],
  [/must be an instant/, 'skal være et tidspunkt', 'must be a time'],
  [
    ...([/must be a date between 1900 and 9999/, 'skal være en dato mellem 1900 og 9999'] as const),
    'must be a date between 1900 and 9999',
  ],
  [/must lie between 1900 and 2199/, 'skal ligge mellem 1900 og 2199', 'must lie between 1900 and 2199'],
  [
    ...([/must be from that day on, (\d+) days/, 'skal være fra den dag, højst $1 dage'] as const),
    'must be from that day on, $1 days at most',
  ],
  [/must be from that day on/, 'skal være fra den dag', 'must be from that day on'],
  [/must be an id or a number/, 'skal være et id eller et nummer', 'must be an id or a number'],
  [/must be given once/, 'skal angives én gang', 'must be given once'],
  [/is none that a list gave/, 'stammer ikke fra en liste', 'is none that a list gave'],
  [/is nested too deeply/, 'er lagt for dybt ind i hinanden', 'is nested too deeply'],
  [
    ...([/must be a code/, 'skal være en kode: bogstaver, tal, _ eller -, højst 40'] as const),
    'must be a code: letters, digits, _ or -, 40 at most',
  ],
  [/must say why/, 'skal sige hvorfor', 'must say why'],
  // The list stands at the field; its codes are for machines.
  [/Invalid option/, 'skal vælges', 'must be chosen'],
  [/Invalid ISO date/, 'skal være en dato', 'must be a date'],
  [/Too small: expected string/, 'er for kort', 'is too short'],
  [/Too big: expected string/, 'er for lang', 'is too long'],
  [/Too small/, 'er for lidt', 'is too little'],
  [/Too big/, 'er for meget', 'is too much'],
  [/expected (int|number)/, 'skal være et tal', 'must be a number'],
  [/is not a field/, 'er ikke et felt her', 'is not a field here'],
  [/Invalid input/, 'er ikke gyldigt', 'is not valid'],
];

export interface RefusalText {
  readonly code: string;
  readonly rule: string | null;
  readonly detail: string;
}
/** A refusal in the page's language; what English says beside it in brackets is kept, since it names the case at hand. */
export function adviceIn(language: Language, { code, rule, detail }: RefusalText): string {
  const danish = language === 'da' ? DANISH_ADVICE[rule ?? code] : undefined;
  if (!danish) return detail;
  const own = rule ? ADVICE[rule] : undefined;
  const more = own && detail.startsWith(own) ? detail.slice(own.length) : '';
  return `${danish}${more}`;
}

/** What to do about a rule that stands against an act, without the case at hand. */
export const adviceFor = (language: Language, rule: string): string =>
  (language === 'da' ? DANISH_ADVICE[rule] : ADVICE[rule]) ?? rule;

export function messageIn(language: Language, message: string): string {
  for (const [pattern, da, en] of MESSAGES) {
    const found = pattern.exec(message);
    if (found) return (language === 'da' ? da : en).replace('$1', found[1] ?? '');
  }
  return message;
}
