import { LoginRefused } from '../../application/ports/identity.js';
import { childrenOf, elementsIn, isNamed, NS, only } from './saml-text.js';

/** RSA with SHA-256 or better; no HMAC, whose key would be our public one, and no SHA-1. */
export const SIGNING = [
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
];
const DIGESTS = ['http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2001/04/xmlenc#sha512'];
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

/**
 * The shape that a signature of an assertion has: its own child, one only in the whole document, with one SignedInfo and one Reference, to this assertion and
 * nothing else, by known algorithms. Whether it is right, the library says afterwards. So what it could be led to misread never reaches it (XSW1-8,
 * CVE-2025-29774, -29775). @throws LoginRefused saml-unsigned, saml-signature-shape, saml-signature-algorithm
 */
export function signedAlone(assertion: Element): void {
  const all = elementsIn(assertion).filter((e) => isNamed(e, NS.signature, 'Signature'));
  const [signature] = all;
  if (!signature) throw new LoginRefused('saml-unsigned');
  const shape = 'saml-signature-shape';
  if (all.length > 1 || signature.parentNode !== assertion) throw new LoginRefused(shape);
  if (elementsIn(signature).filter((e) => e.localName === 'SignedInfo').length !== 1) throw new LoginRefused(shape);
  if (elementsIn(signature).some((e) => e.localName === 'Object')) throw new LoginRefused(shape);
  const info = only(signature, NS.signature, 'SignedInfo', shape);
  const reference = only(info, NS.signature, 'Reference', shape);
  if (reference.getAttribute('URI') !== `#${assertion.getAttribute('ID')}`) throw new LoginRefused(shape);
  const transforms = childrenOf(only(reference, NS.signature, 'Transforms', shape)).map(algorithmOf);
  if (transforms.length !== 2 || transforms[0] !== ENVELOPED || transforms[1] !== EXCLUSIVE)
    throw new LoginRefused(shape);
  const known =
    SIGNING.includes(algorithmOf(only(info, NS.signature, 'SignatureMethod', shape))) &&
    DIGESTS.includes(algorithmOf(only(reference, NS.signature, 'DigestMethod', shape))) &&
    algorithmOf(only(info, NS.signature, 'CanonicalizationMethod', shape)) === EXCLUSIVE;
  if (!known) throw new LoginRefused('saml-signature-algorithm');
}
const algorithmOf = (e: Element): string => e.getAttribute('Algorithm') ?? '';
