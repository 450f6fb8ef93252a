import { address, setting, text } from './setting.js';

const SERVICE = 'an address such as https://platform.example/service/CPR/PersonBaseDataExtended/4';
const PEM = 'the path of a PEM file';
const path = text(PEM, /\S/);
const CVR = 'a CVR number: eight digits';
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const AGREEMENT = 'four ids separated by blanks: of the agreement, the system, the user, and the service';

/** The civil register (SF1520, docs/integrations.md). */
export const REGISTER_SETTINGS = {
  CPR_URL: setting(
    'Where the civil register is asked about a person (docs/integrations.md); without it nobody is looked up. Needs CPR_CERTIFICATE, CPR_KEY, and CPR_CVR or CPR_AGREEMENT.',
    SERVICE,
    address(SERVICE, ['https:']),
  ),
  CPR_CERTIFICATE: setting('Our certificate there, with those that it rests on.', PEM, path),
  CPR_KEY: setting('The private key of that certificate: a file that nobody else reads.', PEM, path),
  CPR_AUTHORITY: setting(
    'Who vouches for the certificate of the register, where that is nobody whom all trust.',
    PEM,
    path,
  ),
  CPR_CVR: setting('The municipality in whose name is asked.', CVR, text(CVR, /^\d{8}$/)),
  CPR_AGREEMENT: setting(
    'The agreement by which is asked, where it is an old one that names no municipality.',
    AGREEMENT,
    text(AGREEMENT, new RegExp(`^${UUID}(?: ${UUID}){3}$`)),
  ),
} as const;
