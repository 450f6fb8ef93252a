const SERVICE = 'http://serviceplatformen.dk/xml/wsdl/soap11/CPR/PersonBaseDataExtended/4/';
const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const FAULT = 'http://serviceplatformen.dk/xml/schemas/ServiceplatformFault/1/';

export const envelope = (body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><S:Envelope xmlns:S="${SOAP}"><S:Body>${body}</S:Body></S:Envelope>`;

export const fault = (text: string): string =>
  envelope(
    `<S:Fault><faultcode>S:Server</faultcode><faultstring>${text}</faultstring><detail><f:ServiceplatformFault xmlns:f="${FAULT}">` +
      `<f:ErrorList><f:Error><f:ErrorCode>PBDE-1</f:ErrorCode><f:ErrorText>${text}</f:ErrorText></f:Error></f:ErrorList>` +
      '</f:ServiceplatformFault></detail></S:Fault>',
  );

/** Whom the register knows. Numbers are made up, with 60 added to their day: none is anybody's. */
export interface Registered {
  readonly number: string;
  readonly current?: string;
  readonly name?: readonly [first: string, middle: string, last: string] | null;
  readonly born?: string;
  readonly uncertain?: true;
  readonly status?: number;
  /** As the contract's XML has it, or the element is not there. */
  readonly protection?: { readonly from?: string; readonly to?: string; readonly flag?: string };
  readonly address?: boolean;
  readonly relations?: string;
}
const maybe = (name: string, text: string | undefined): string =>
  text === undefined ? '' : `<${name}>${text}</${name}>`;

/** A person as the service answers: every part in the order of its schema, with more than anybody should keep. */
export function personAnswer(one: Registered): string {
  const { number, current = number, born = '1990-04-02', status = 1, protection, address = true, relations = '' } = one;
  const [first, middle, last] = one.name ?? [];
  const name = one.name === null ? '' : first === undefined ? NAMELESS : named(first, middle, last);
  const person =
    maybe('personnummer', number) +
    maybe('gaeldendePersonnummer', current) +
    name +
    `<foedselsdato><dato>${born}</dato>${one.uncertain ? maybe('usikkerhedsmarkering', '*') : ''}</foedselsdato>` +
    '<antalBoernUnder18>0</antalBoernUnder18><stilling>Tryllekunstner</stilling>' +
    `<status><status>${status}</status><statusdato><dato>2020-01-01T00:00:00</dato></statusdato></status>` +
    '<statsborgerskab><landekode>5100</landekode></statsborgerskab>' +
    (protection
      ? `<adressebeskyttelse>${maybe('startdato', protection.from)}${maybe('slutdato', protection.to)}${maybe('beskyttet', protection.flag)}</adressebeskyttelse>`
      : '');
  const at = address
    ? '<adresse><aktuelAdresse><kommunekode>101</kommunekode><husnummer>012A</husnummer><etage>03</etage><sidedoer>tv</sidedoer>' +
      '<postnummer>9999</postnummer><postdistrikt>Opdigtet</postdistrikt><vejnavn>Ingenvej</vejnavn></aktuelAdresse>' +
      '<adresseHistorik><vejnavn>Gammelvej</vejnavn></adresseHistorik></adresse>'
    : '';
  const notes = '<notater><notatlinie>Notat om opdigtet person</notatlinie></notater>';
  return envelope(
    `<PersonLookupResponse xmlns="${SERVICE}"><persondata>${person}</persondata>${at}<relationer>${relations}</relationer>${notes}</PersonLookupResponse>`,
  );
}
const NAMELESS = '<navn><personadresseringsnavn>Opdigtet Navnløs</personadresseringsnavn></navn>';
const named = (first: string, middle = '', last = '') =>
  `<navn><personadresseringsnavn>${first} ${last}</personadresseringsnavn><fornavn>${first}</fornavn>` +
  `${middle ? maybe('mellemnavn', middle) : ''}<efternavn>${last}</efternavn></navn>`;

/** Relations of a child: a mother with a number, a father without one, and custody of each and of somebody else. */
export const custody = (mother: string, other: string, ended?: string): string =>
  `<mor><personnummer>${mother}</personnummer></mor>` +
  '<far><foedselsdato><dato>1970-05-05</dato></foedselsdato><navn>Opdigtet Udenlandsk Far</navn></far>' +
  '<foraeldremyndighed><foraeldremyndighedtype>3</foraeldremyndighedtype></foraeldremyndighed>' +
  '<foraeldremyndighed><foraeldremyndighedtype>4</foraeldremyndighedtype></foraeldremyndighed>' +
  `<foraeldremyndighed><foraeldremyndighedtype>5</foraeldremyndighedtype>${maybe('foraeldremyndighedSletdato', ended)}` +
  `<relationPersonnummer>${other}</relationPersonnummer></foraeldremyndighed>`;

/** Entities in entities, each ten of the one before: ten of them are a billion. */
export const bomb = (): string => {
  const entities = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
  return `<?xml version="1.0"?><!DOCTYPE b [<!ENTITY l0 "ha">${entities}]>${envelope('<b>&l9;</b>').replace(/^<\?.*?\?>/, '')}`;
};
export const outside = (file: string): string =>
  `<?xml version="1.0"?><!DOCTYPE b [<!ENTITY x SYSTEM "file://${file}">]>${envelope('<b>&x;</b>').replace(/^<\?.*?\?>/, '')}`;
