import {
  constants,
  createCipheriv,
  createSign,
  createVerify,
  generateKeyPairSync,
  publicEncrypt,
  randomBytes,
} from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { SignedXml } from 'xml-crypto';

const E = 'https://data.gov.dk/model/core/eid/';
const URI = 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri';
export const SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
export const PERSON = '6f0d3a8e-1111-4222-8333-944455556666';
const pair = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });

export interface Said {
  readonly issuer?: string;
  readonly audience?: string;
  readonly recipient?: string;
  readonly inResponseTo?: string;
  readonly method?: string;
  readonly nameId?: string;
  readonly loa?: string | null;
  readonly spec?: string | null;
  readonly cvr?: string | null;
  readonly privileges?: string;
  /** Milliseconds from now. */
  readonly ends?: number;
  readonly begins?: number;
  readonly confirmationEnds?: number;
  readonly authenticated?: number;
  readonly more?: string;
}
export interface Tricks {
  readonly said?: Said;
  /** The assertion before it is signed, after it, and the whole answer. */
  readonly unsigned?: (xml: string) => string;
  readonly signed?: (xml: string) => string;
  readonly answer?: (xml: string) => string;
  readonly sign?: {
    readonly algorithm?: string;
    readonly digest?: string;
    readonly key?: string;
    readonly keyInfo?: string;
  };
  readonly isSigned?: boolean;
  readonly cipher?: 'gcm' | 'cbc' | 'des';
  /** Instead of what is encrypted. */
  readonly content?: (encrypted: string, assertion: string) => string;
}

export interface LogoutTricks {
  readonly edit?: (xml: string) => string;
  readonly key?: string | null;
  readonly algorithm?: string;
  readonly query?: (q: string) => string;
}

/** The Basic Privilege Profile, under one of the two roots that are in use. */
export function privileges(
  groups: readonly { scope: string; roles: readonly string[]; constraints?: Readonly<Record<string, string>> }[],
  root = 'http://itst.dk/oiosaml/basic_privilege_profile',
): string {
  const inside = groups.map(({ scope, roles, constraints = {} }) => {
    const within = Object.entries(constraints).map(
      ([name, value]) => `<Constraint Name="${name}">${value}</Constraint>`,
    );
    const own = roles.map((role) => `<Privilege>${role}</Privilege>`);
    return `<PrivilegeGroup Scope="urn:dk:gov:saml:cvrNumberIdentifier:${scope}">${own.join('')}${within.join('')}</PrivilegeGroup>`;
  });
  return Buffer.from(`<bpp:PrivilegeList xmlns:bpp="${root}">${inside.join('')}</bpp:PrivilegeList>`).toString(
    'base64',
  );
}

/** A provider that signs and encrypts as OIOSAML 3 says, and anything else that a test asks it for. */
export function samlIdp(config: { entityId: string; audience: string; acs: string; slo: string; cvr: string }) {
  const [idp, sp, other] = [pair(), pair(), pair()];
  let ids = 0;
  const at = (ms = 0) => new Date(Date.now() + ms).toISOString();

  function assertion(requestId: string, said: Said): string {
    const attribute = (name: string, value: string | null | undefined) =>
      value == null
        ? ''
        : `<saml:Attribute Name="${name}" NameFormat="${URI}"><saml:AttributeValue>${value}</saml:AttributeValue></saml:Attribute>`;
    const { issuer = config.entityId, audience = config.audience, recipient = config.acs } = said;
    const { inResponseTo = requestId, method = 'urn:oasis:names:tc:SAML:2.0:cm:bearer' } = said;
    const { nameId = `${E}professional/uuid/${PERSON}`, ends = 300_000, begins = -1000, authenticated = -1000 } = said;
    const { cvr = config.cvr, spec = 'OIO-SAML-3.0', loa = 'Substantial', confirmationEnds = 300_000 } = said;
    return (
      `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_assertion${++ids}" Version="2.0" IssueInstant="${at()}">` +
      `<saml:Issuer>${issuer}</saml:Issuer><saml:Subject><saml:NameID>${nameId}</saml:NameID>` +
      `<saml:SubjectConfirmation Method="${method}"><saml:SubjectConfirmationData Recipient="${recipient}" InResponseTo="${inResponseTo}" NotOnOrAfter="${at(confirmationEnds)}"/>` +
      `</saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${at(begins)}" NotOnOrAfter="${at(ends)}">` +
      `<saml:AudienceRestriction><saml:Audience>${audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>` +
      `<saml:AuthnStatement AuthnInstant="${at(authenticated)}" SessionIndex="session1"><saml:AuthnContext><saml:AuthnContextClassRef>x</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>` +
      `<saml:AttributeStatement>${attribute('https://data.gov.dk/model/core/specVersion', spec)}` +
      `${attribute('https://data.gov.dk/concept/core/nsis/loa', loa)}${attribute(`${E}professional/cvr`, cvr)}` +
      `${attribute(`${E}cprNumber`, '9901019999')}${attribute(`${E}fullName`, 'Opdigtet Person')}` +
      `${attribute(`${E}privilegesIntermediate`, said.privileges)}${said.more ?? ''}</saml:AttributeStatement></saml:Assertion>`
    );
  }

  function sign(
    xml: string,
    { algorithm = SHA256, digest, key = idp.privateKey, keyInfo }: NonNullable<Tricks['sign']>,
  ) {
    const signer = new SignedXml({
      ...{ privateKey: key, signatureAlgorithm: algorithm },
      canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
      ...(keyInfo ? { getKeyInfoContent: () => keyInfo } : {}),
    });
    if (algorithm.includes('hmac')) signer.enableHMAC();
    signer.addReference({
      xpath: "//*[local-name(.)='Assertion']",
      transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', 'http://www.w3.org/2001/10/xml-exc-c14n#'],
      digestAlgorithm: digest ?? 'http://www.w3.org/2001/04/xmlenc#sha256',
    });
    signer.computeSignature(xml, { location: { reference: "//*[local-name(.)='Issuer']", action: 'after' } });
    return signer.getSignedXml();
  }

  function encrypt(xml: string, kind: 'gcm' | 'cbc' | 'des'): string {
    const key = randomBytes(kind === 'des' ? 24 : 32);
    const iv = randomBytes(kind === 'gcm' ? 12 : kind === 'cbc' ? 16 : 8);
    const names = { gcm: 'aes-256-gcm', cbc: 'aes-256-cbc', des: 'des-ede3-cbc' } as const;
    const cipher = createCipheriv(names[kind], key, iv);
    const body = Buffer.concat([iv, cipher.update(xml, 'utf8'), cipher.final()]);
    const all =
      kind === 'gcm' ? Buffer.concat([body, (cipher as unknown as { getAuthTag(): Buffer }).getAuthTag()]) : body;
    const method = {
      gcm: 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
      cbc: 'http://www.w3.org/2001/04/xmlenc#aes256-cbc',
      des: 'http://www.w3.org/2001/04/xmlenc#tripledes-cbc',
    }[kind];
    const wrapped = publicEncrypt(
      { key: sp.publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' },
      key,
    ).toString('base64');
    return (
      `<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"><xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#">` +
      `<xenc:EncryptionMethod Algorithm="${method}"/><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><xenc:EncryptedKey>` +
      `<xenc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"/><xenc:CipherData><xenc:CipherValue>${wrapped}</xenc:CipherValue></xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo>` +
      `<xenc:CipherData><xenc:CipherValue>${all.toString('base64')}</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData></saml:EncryptedAssertion>`
    );
  }

  function address(parameter: string, tricks: LogoutTricks, made: (id: string) => string): string {
    const { edit = (xml: string) => xml, key = idp.privateKey, algorithm = SHA256 } = tricks;
    const xml = edit(made(`_l${++ids}`));
    const signed = new URLSearchParams({
      [parameter]: deflateRawSync(xml).toString('base64'),
      SigAlg: algorithm,
    }).toString();
    const hash = algorithm.endsWith('sha1') ? 'RSA-SHA1' : 'RSA-SHA256';
    const signature =
      key === null ? '' : `&Signature=${encodeURIComponent(createSign(hash).update(signed).sign(key, 'base64'))}`;
    const query = `${signed}${signature}`;
    return `${new URL(config.slo).pathname}?${tricks.query ? tricks.query(query) : query}`;
  }

  return {
    trusted: idp.publicKey,
    own: sp.privateKey,
    ours: sp.publicKey,
    other: other.privateKey,
    /** The AuthnRequest in an address that we were sent to. */
    requestIn(url: string) {
      const { searchParams } = new URL(url);
      const xml = inflateRawSync(Buffer.from(String(searchParams.get('SAMLRequest')), 'base64')).toString('utf8');
      return { xml, id: / ID="([^"]+)"/.exec(xml)?.[1] ?? '', algorithm: searchParams.get('SigAlg') };
    },
    /** The SAMLResponse of a form, for that request. */
    answer(requestId: string, tricks: Tricks = {}): string {
      const { said = {}, sign: how = {}, isSigned = true, cipher = 'gcm' } = tricks;
      const unsigned = (tricks.unsigned ?? ((xml) => xml))(assertion(requestId, said));
      const made = (tricks.signed ?? ((xml) => xml))(isSigned ? sign(unsigned, how) : unsigned);
      const encrypted = encrypt(made, cipher);
      const response =
        `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_r${++ids}" Version="2.0" IssueInstant="${at()}" ` +
        `Destination="${config.acs}" InResponseTo="${requestId}"><saml:Issuer>${config.entityId}</saml:Issuer>` +
        '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>' +
        `${tricks.content ? tricks.content(encrypted, made) : encrypted}</samlp:Response>`;
      return Buffer.from(tricks.answer ? tricks.answer(response) : response).toString('base64');
    },
    assertion,
    sign,
    /** The LogoutRequest in an address that we were sent to; nothing of one that is not signed by us with SHA-256. */
    logoutAsked(url: string) {
      const [signed = '', signature = ''] = url.slice(url.indexOf('?') + 1).split('&Signature=');
      const query = new URLSearchParams(signed);
      const bytes = Buffer.from(decodeURIComponent(signature), 'base64');
      const isOurs =
        query.get('SigAlg') === SHA256 && createVerify('RSA-SHA256').update(signed).verify(sp.publicKey, bytes);
      if (!isOurs) return undefined;
      const xml = inflateRawSync(Buffer.from(String(query.get('SAMLRequest')), 'base64')).toString('utf8');
      return { xml, id: / ID="([^"]+)"/.exec(xml)?.[1] ?? '' };
    },
    /** Our LogoutRequest answered, as an address of ours. */
    logoutAnswer(inResponseTo: string, tricks: LogoutTricks = {}) {
      return address(
        'SAMLResponse',
        tricks,
        (id) =>
          `<samlp:LogoutResponse xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${id}" Version="2.0" IssueInstant="${at()}" Destination="${config.slo}" InResponseTo="${inResponseTo}">` +
          `<saml:Issuer>${config.entityId}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status></samlp:LogoutResponse>`,
      );
    },
    /** A LogoutRequest as an address of ours. */
    logout(tricks: LogoutTricks = {}) {
      return address(
        'SAMLRequest',
        tricks,
        (id) =>
          `<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${id}" Version="2.0" IssueInstant="${at()}" Destination="${config.slo}">` +
          `<saml:Issuer>${config.entityId}</saml:Issuer><saml:NameID>x</saml:NameID><samlp:SessionIndex>session1</samlp:SessionIndex></samlp:LogoutRequest>`,
      );
    },
  };
}
