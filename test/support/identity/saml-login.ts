import type { SamlIssuer } from '../../../src/application/identity/configuration.js';
import { SamlProvider } from '../../../src/infrastructure/identity/saml.js';
import { samlIdp, type Tricks } from './saml-idp.js';

export const [BASE, IDP, US, CVR] = [
  'https://sagsspor.example',
  'https://idp.example/saml',
  'https://sagsspor.example/saml',
  '12345678',
];
export const acs = `${BASE}/login/kommune/acs`;
export const slo = `${BASE}/login/kommune/slo`;
export const idp = samlIdp({ entityId: IDP, audience: US, acs, slo, cvr: CVR });
export const issuer: SamlIssuer = {
  ...{ protocol: 'saml', label: 'Kommunen', issuer: IDP, audience: US, signOn: `${IDP}/sso`, signOut: `${IDP}/slo` },
  ...{ certificates: ['x'], keyFile: 'x', organisations: [CVR], user: { pseudonym: true }, minimum: 'substantial' },
  ...{ stepUp: { minutes: 5, minimum: 'high' }, rights: [] },
};
export const provider = new SamlProvider('kommune', issuer, BASE, { trusted: [idp.trusted], own: idp.own });
export const now = () => new Date().toISOString();
export const E = 'https://data.gov.dk/model/core/eid/';
export const ROLE = 'http://sagsspor.example/roles/usersystemrole/sagsbehandler/1';

export async function login(tricks: Tricks = {}, again = false) {
  const { url, kept } = await provider.begin({ again, now: now() });
  const { id } = idp.requestIn(url);
  const { received, once } = await provider.receive(
    { url: '/', form: { SAMLResponse: idp.answer(id, tricks) } },
    now(),
  );
  // As the table keeps it.
  const landed = JSON.parse(JSON.stringify(received));
  const proof = await provider.finish({ url: '/', form: {}, received: landed }, kept, { again, now: now() });
  return { proof, once };
}
export const whyOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'taken';
  } catch (error) {
    return (error as { why?: string }).why ?? String(error);
  }
};
export const refused = (tricks: Tricks) => whyOf(login(tricks));
export const MINUTES = 60_000;
