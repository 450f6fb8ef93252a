import { ACCESS_WORDS } from './access-words.js';
import { ADMIN_WORDS } from './admin-words.js';
import { BREACH_WORDS } from './breach-words.js';
import { CASE_WORDS } from './case-words.js';
import { COLUMN_WORDS } from './column-words.js';
import { CONCERN_WORDS } from './concern-words.js';
import { DAILY_WORDS } from './daily-words.js';
import { DISCLOSURE_WORDS } from './disclosure-words.js';
import { DOCUMENT_WORDS } from './document-words.js';
import { filled, type Values } from './filled.js';
import { FORM_WORDS } from './form-words.js';
import { INTEGRITY_WORDS } from './integrity-words.js';
import { LIST_WORDS } from './list-words.js';
import { LOGIN_WORDS } from './login-words.js';
import { MEETING_WORDS } from './meeting-words.js';
import { MENTOR_WORDS } from './mentor-words.js';
import { OBLIGATION_WORDS } from './obligation-words.js';
import { OPEN_DATA_WORDS } from './open-data-words.js';
import { OPERATION_WORDS } from './operation-words.js';
import { OVERSIGHT_WORDS } from './oversight-words.js';
import { PERSON_WORDS } from './person-words.js';
import { PICTURE_WORDS } from './picture-words.js';
import { PLAN_WORDS } from './plan-words.js';
import { QUALITY_WORDS } from './quality-words.js';
import { REGISTER_WORDS } from './register-words.js';
import { REPLAY_WORDS } from './replay-words.js';
import { REPORT_WORDS } from './report-words.js';
import { RIGHTS_WORDS } from './rights-words.js';
import { SAMPLE_WORDS } from './sample-words.js';
import { SAVED_WORDS } from './saved-words.js';
import { SEARCH_WORDS } from './search-words.js';
import { SHARING_WORDS } from './sharing-words.js';
import { SHELL_WORDS } from './shell-words.js';
import { TASK_WORDS } from './task-words.js';
import { TEAM_WORDS } from './team-words.js';
import { TRANSFER_WORDS } from './transfer-words.js';
import { WIDENING_WORDS } from './widening-words.js';
import { WORK_WORDS } from './work-words.js';

/** Every word of the pages, Danish first, English second, by key. Pages hold no text of their own. */
export const LANGUAGES = ['da', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
const WORDS = {
  ...ACCESS_WORDS,
  ...WIDENING_WORDS,
  ...BREACH_WORDS,
  ...TRANSFER_WORDS,
  ...ADMIN_WORDS,
  ...CASE_WORDS,
  ...CONCERN_WORDS,
  ...DISCLOSURE_WORDS,
  ...PICTURE_WORDS,
  ...PLAN_WORDS,
  ...SHELL_WORDS,
  ...PERSON_WORDS,
  ...REGISTER_WORDS,
  ...SHARING_WORDS,
  ...REPLAY_WORDS,
  ...DAILY_WORDS,
  ...LOGIN_WORDS,
  ...SAMPLE_WORDS,
  ...SAVED_WORDS,
  ...SEARCH_WORDS,
  ...DOCUMENT_WORDS,
  ...OPEN_DATA_WORDS,
  ...OPERATION_WORDS,
  ...INTEGRITY_WORDS,
  ...OVERSIGHT_WORDS,
  ...QUALITY_WORDS,
  ...REPORT_WORDS,
  ...RIGHTS_WORDS,
  ...TASK_WORDS,
  ...TEAM_WORDS,
  ...WORK_WORDS,
  ...COLUMN_WORDS,
  ...OBLIGATION_WORDS,
  ...FORM_WORDS,
  ...LIST_WORDS,
  ...MENTOR_WORDS,
  ...MEETING_WORDS,
  product: ['Sagsspor', 'Sagsspor'],
  'product.what': ['Sagskoordinering for Infohuset', 'Case coordination for the Infohus'],
  'skip.main': ['Gå til indhold', 'Skip to content'],
  'nav.home': ['Forside', 'Home'],
  'nav.cases': ['Sager', 'Cases'],
  'nav.concerns': ['Bekymringer', 'Concerns'],
  'nav.meetings': ['Møder', 'Meetings'],
  'nav.registers': ['Registre', 'Registers'],
  'nav.overview': ['Overblik', 'Overview'],
  'nav.plans': ['Handleplan', 'Action plan'],
  'nav.infohus': ['Vælg Infohus', 'Choose an Infohus'],
  'nav.report': ['Årsrapport', 'Yearly report'],
  'nav.commands': ['Ny registrering', 'New record'],
  'nav.other-language': ['English', 'Dansk'],
  logout: ['Log ud', 'Log out'],
  'home.due': ['Det der forfalder', 'What is due'],
  'inbox.forwarded': ['Henvendelser sendt hertil fra andre Infohuse', 'Contacts sent here by other Infohuse'],
  'retention.concern-dismissed': ['Henlagt bekymring', 'Dismissed concern'],
  'retention.concern-unsubstantiated': ['Ubegrundet bekymring', 'Unsubstantiated concern'],
  'retention.case': ['Lukket sag', 'Closed case'],
  'home.figures-only': ['Din rolle ser tal, aldrig sager.', 'Your role sees figures, never cases.'],
  yes: ['ja', 'yes'],
  no: ['nej', 'no'],
} as const satisfies Record<string, readonly [string, string]>;

export type Key = keyof typeof WORDS;
/** `{name}` in a word stands for a value. */
export type Say = (key: Key, values?: Values) => string;
export const sayIn =
  (language: Language): Say =>
  (key, values) => {
    const text = WORDS[key][language === 'da' ? 0 : 1];
    return values === undefined ? text : filled(text, values);
  };
/** A key made from a code: the code itself where there is no word for it. */
export const named = (say: Say, prefix: string, code: string): string => {
  const key = `${prefix}.${code}`;
  return key in WORDS ? say(key as Key) : code;
};
