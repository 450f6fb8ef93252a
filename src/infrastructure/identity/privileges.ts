import { LoginRefused, type Privilege } from '../../application/ports/identity.js';
import { childrenOf, decoded, documentOf, isNamed, plainText, textOf } from './saml-text.js';

/** Both are in use (landscape.md 1). */
const ROOTS = ['http://itst.dk/oiosaml/basic_privilege_profile', 'http://digst.dk/oiosaml/basic_privilege_profile'];
const SCOPE = 'urn:dk:gov:saml:cvrNumberIdentifier:';

/**
 * OIO Basic Privilege Profile: roles for organisations, each within constraints. Elements below the root stand in no namespace. What does not read is no right,
 * and a list that does not read stops the login: half a list might leave out what narrows. @throws LoginRefused saml-privileges
 */
export function privilegesIn(base64: string, cvr: string): readonly Privilege[] {
  const why = 'saml-privileges';
  const root = documentOf(textOf(decoded(base64)));
  if (!ROOTS.some((namespace) => isNamed(root, namespace, 'PrivilegeList'))) throw new LoginRefused(why);
  return childrenOf(root).flatMap((group) => {
    if (!isPlain(group, 'PrivilegeGroup')) throw new LoginRefused(why);
    const scope = group.getAttribute('Scope') ?? '';
    // Rights of another organisation than the one whose word this is are not its to give.
    if (scope !== `${SCOPE}${cvr}`) return [];
    const constraints = constraintsIn(group, why);
    const own = childrenOf(group).filter((e) => isPlain(e, 'Privilege'));
    return own.map((e) => ({ role: plainText(e, why), scope: cvr, constraints }));
  });
}

function constraintsIn(group: Element, why: string): Privilege['constraints'] {
  const found = new Map<string, readonly string[]>();
  for (const e of childrenOf(group)) {
    if (isPlain(e, 'Privilege')) continue;
    const name = e.getAttribute('Name') ?? '';
    if (!isPlain(e, 'Constraint') || name === '' || found.has(name)) throw new LoginRefused(why);
    found.set(
      name,
      plainText(e, why)
        .split(',')
        .map((v) => v.trim())
        .filter((v) => v !== ''),
    );
  }
  return Object.fromEntries(found);
}
/** In no namespace, as everything below the root is. */
const isPlain = (e: Element, name: string): boolean => !e.namespaceURI && e.localName === name;
