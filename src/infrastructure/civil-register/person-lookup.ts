import {
  type CivilRegistration,
  type CivilStatus,
  type Custodian,
  RegisterFailed,
} from '../../application/ports/civil-register.js';
import { escaped, isDoctype, named, rootOf, withoutDeclaration } from '../xml.js';

/**
 * PersonBaseDataExtended of the Serviceplatform (SF1520), version 4: its messages as the public contract has them (itk-dev/serviceplatformen,
 * resources/person-base-data-extended-service-contract). Of an answer no more is read than what may be kept.
 */
const SERVICE = 'http://serviceplatformen.dk/xml/wsdl/soap11/CPR/PersonBaseDataExtended/4/';
export const ACTION = `${SERVICE}PersonLookup`;
const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const SCHEMAS = 'http://serviceplatformen.dk/xml/schemas/';

/** In whose name is asked: the municipality by its CVR number, or an agreement of old, by its four ids. */
export type Caller =
  | { readonly authority: string }
  | { readonly agreement: readonly [agreement: string, system: string, user: string, service: string] };
export interface Lookup {
  readonly number: string;
  readonly user: string;
  readonly reference: string;
}

export function requestOf({ number, user, reference }: Lookup, caller: Caller): string {
  const by = element('OnBehalfOfUser', user) + element('CallersServiceCallIdentifier', reference);
  const context =
    'authority' in caller
      ? within('CallContext/1/', 'CallContext', by) +
        within('AuthorityContext/1/', 'AuthorityContext', element('MunicipalityCVR', caller.authority))
      : within('InvocationContext/1/', 'InvocationContext', agreed(caller.agreement) + by);
  const asked = `${context}<PNR xmlns="${SCHEMAS}cpr/PNR/1/">${escaped(number)}</PNR>`;
  const request = `<PersonLookupRequest xmlns="${SERVICE}">${asked}</PersonLookupRequest>`;
  return `<?xml version="1.0" encoding="UTF-8"?><soap:Envelope xmlns:soap="${SOAP}"><soap:Body>${request}</soap:Body></soap:Envelope>`;
}
const element = (name: string, text: string): string => `<${name}>${escaped(text)}</${name}>`;
const within = (schema: string, name: string, content: string): string =>
  `<${name} xmlns="${SCHEMAS}${schema}">${content}</${name}>`;
const agreed = ([agreement, system, user, service]: readonly [string, string, string, string]): string =>
  element('ServiceAgreementUUID', agreement) +
  element('UserSystemUUID', system) +
  element('UserUUID', user) +
  element('ServiceUUID', service);

/** @throws RegisterFailed */
export function registrationIn(xml: string, asked: string): CivilRegistration {
  const body = bodyOf(xml);
  const answer = child(body, 'PersonLookupResponse') ?? fail('register-unreadable');
  const person = child(answer, 'persondata') ?? fail('register-half-answer');
  // Both may be left out by the contract; without either nothing says that it is about who was asked for.
  const own = textAt(person, 'personnummer');
  const said = textAt(person, 'gaeldendePersonnummer') ?? own ?? fail('register-half-answer');
  const about = own ?? said;
  if (about !== asked && said !== asked) fail('register-another-person');
  const status = STATUSES[textAt(person, 'status', 'status') ?? ''] ?? fail('register-half-answer');
  const name = nameOf(person);
  if (name === null && status !== 'deleted' && status !== 'changed-number') fail('register-half-answer');
  return {
    ...{ number: said, name, status, birthDate: certainDate(child(person, 'foedselsdato')) },
    ...{ protection: protectionOf(child(person, 'adressebeskyttelse')), address: addressOf(answer) },
    custodians: custodiansIn(child(answer, 'relationer')),
  };
}

/** The statuses of the contract; of another one we do not know what it means for the person. */
const STATUSES: Readonly<Record<string, CivilStatus>> = {
  ...{ 1: 'active', 3: 'active', 5: 'active', 7: 'active' },
  ...{ 20: 'no-residence', 30: 'deleted', 50: 'deleted', 60: 'changed-number' },
  ...{ 70: 'missing', 80: 'emigrated', 90: 'dead' },
};

function bodyOf(xml: string): Element {
  if (isDoctype.test(xml)) fail('register-doctype');
  const isCut = /^\s*</.test(xml) && !/Envelope>\s*$/.test(xml);
  const root = rootOf(withoutDeclaration(xml), () => fail(isCut ? 'register-half-answer' : 'register-unreadable'));
  const body = named(root, SOAP, 'Body')[0] ?? fail('register-unreadable');
  const fault = named(body, SOAP, 'Fault')[0];
  // That a number is unknown is said in words only (SP src/Service/PersonBaseDataExtendedService.php).
  if (fault) fail(/PNR not found/i.test(fault.textContent ?? '') ? 'not-in-register' : 'register-fault');
  return body;
}

function nameOf(person: Element): string | null {
  const name = child(person, 'navn');
  const parts = ['fornavn', 'mellemnavn', 'efternavn'].flatMap((part) => textAt(name, part) ?? []);
  return parts.length > 1 ? parts.join(' ') : textAt(name, 'personadresseringsnavn');
}

/** Protected where it says so; where it says nothing but days, by these: a protection that is overlooked cannot be taken back. */
function protectionOf(protection: Element | null): CivilRegistration['protection'] {
  const says = textAt(protection, 'beskyttet');
  const [from, to] = [dateIn(textAt(protection, 'startdato')), dateIn(textAt(protection, 'slutdato'))];
  if (says === 'false' || says === '0' || (says === null && from === null && to === null)) return null;
  return { from, to };
}

function addressOf(answer: Element): string | null {
  const at = child(child(answer, 'adresse'), 'aktuelAdresse');
  const street = [
    textAt(at, 'vejnavn') ?? textAt(at, 'vejadresseringsnavn'),
    textAt(at, 'husnummer')?.replace(/^0+/, ''),
  ];
  const [floor, door] = [textAt(at, 'etage'), textAt(at, 'sidedoer')];
  const made = [joined(street, ' '), joined([floor && `${floor}.`, door], ' ')];
  const lines = [
    ...[textAt(at, 'conavn'), textAt(at, 'standardadresse') ?? joined(made, ', '), textAt(at, 'bynavn')],
    joined([textAt(at, 'postnummer'), textAt(at, 'postdistrikt')], ' '),
  ];
  return joined(lines, ', ');
}
const joined = (parts: readonly (string | null | undefined)[], by: string): string | null =>
  parts.filter(Boolean).join(by) || null;

const AS: Readonly<Record<string, Custodian['as']>> = { 3: 'mother', 4: 'father', 5: 'other', 6: 'other' };
function custodiansIn(relations: Element | null): CivilRegistration['custodians'] {
  return children(relations, 'foraeldremyndighed').flatMap((custody) => {
    const as = AS[textAt(custody, 'foraeldremyndighedtype') ?? ''] ?? fail('register-half-answer');
    // Of a parent the number stands with the parent.
    const parent = as === 'other' ? null : child(relations, as === 'mother' ? 'mor' : 'far');
    return {
      ...{ as, number: textAt(custody, 'relationPersonnummer') ?? textAt(parent, 'personnummer') },
      ...{ name: textAt(parent, 'navn'), birthDate: certainDate(child(parent, 'foedselsdato')) },
      until: dateIn(textAt(custody, 'foraeldremyndighedSletdato')),
    };
  });
}

const children = (parent: Element | null, name: string): readonly Element[] =>
  parent ? named(parent, SERVICE, name) : [];
const child = (parent: Element | null, name: string): Element | null => children(parent, name)[0] ?? null;
/** The text of what is found step by step; null where there is none. */
function textAt(parent: Element | null, ...path: readonly string[]): string | null {
  const found = path.reduce(child, parent);
  return found?.textContent?.trim() || null;
}
/** The day of a date or an instant. @throws RegisterFailed where it is neither */
function dateIn(text: string | null): string | null {
  if (text === null) return null;
  const day = /^\d{4}-\d\d-\d\d(?=$|[TZ+-])/.exec(text)?.[0];
  return day && !Number.isNaN(Date.parse(day)) ? day : fail('register-unreadable');
}
const certainDate = (date: Element | null): string | null =>
  textAt(date, 'usikkerhedsmarkering') === null ? dateIn(textAt(date, 'dato')) : null;

function fail(why: RegisterFailed['why']): never {
  throw new RegisterFailed(why);
}
