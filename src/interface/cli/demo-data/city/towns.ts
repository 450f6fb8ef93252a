import type { Who } from '../script.js';

const of =
  (role: string) =>
  (userId: string, agency: string): Who => ({ userId, agency, role });
const [worker, coordinator, police, analyst, compliance, leader] = [
  of('caseworker'),
  of('coordinator'),
  of('police'),
  of('analyst'),
  of('compliance'),
  of('leader'),
];

/** An Infohus as the city knows it: who works there, by the users of the demo's login, and what its plan has codes for. */
export interface Town {
  readonly infohus: string;
  readonly planId: string;
  readonly name: string;
  readonly lead: Who;
  readonly police: Who;
  /** Takes children, and what the lead does not keep. */
  readonly social: Who;
  readonly socialToo: Who;
  readonly socialLeader: Who;
  /** Hold cases of adults now and then. */
  readonly others: readonly Who[];
  readonly school: Who;
  readonly health: Who;
  readonly probation: Who;
  readonly analyst: Who;
  readonly compliance: Who;
  readonly complianceToo: Who;
  readonly channels: readonly string[];
  readonly reporters: readonly Who[];
}

export const KOEBENHAVN: Town = {
  infohus: 'koebenhavn',
  planId: 'koebenhavn-2024',
  name: 'København',
  lead: coordinator('bif-tovholder', 'BIF'),
  police: police('kp-politi', 'KP'),
  social: worker('sof-sagsbehandler', 'SOF'),
  socialToo: worker('sof-sagsbehandler-2', 'SOF'),
  socialLeader: leader('sof-leder', 'SOF'),
  others: [worker('buf-sagsbehandler', 'BUF'), worker('bif-sagsbehandler', 'BIF')],
  school: worker('ssp-medarbejder', 'SSP'),
  health: worker('rhp-medarbejder', 'RHP'),
  probation: worker('krim-medarbejder', 'KRIM'),
  analyst: analyst('bif-analytiker', 'BIF'),
  compliance: compliance('bif-compliance', 'BIF'),
  complianceToo: compliance('bif-compliance-2', 'BIF'),
  channels: ['professional', 'professional', 'citizen', 'police', 'hotline'],
  reporters: [
    worker('sof-sagsbehandler', 'SOF'),
    worker('buf-sagsbehandler', 'BUF'),
    worker('ssp-medarbejder', 'SSP'),
    worker('bif-sagsbehandler', 'BIF'),
  ],
};

export const KOEGE: Town = {
  infohus: 'koege',
  planId: 'koege-2024',
  name: 'Køge',
  lead: coordinator('vel-tovholder', 'VEL'),
  police: police('mvsj-politi', 'MVSJ'),
  social: worker('fam-sagsbehandler', 'FAM'),
  socialToo: worker('soc-sagsbehandler', 'SOC'),
  socialLeader: leader('fam-leder', 'FAM'),
  others: [worker('soc-sagsbehandler', 'SOC')],
  school: worker('sspk-medarbejder', 'SSPK'),
  health: worker('rsj-medarbejder', 'RSJ'),
  probation: worker('krim-koege', 'KRIM'),
  analyst: analyst('vel-analytiker', 'VEL'),
  compliance: compliance('vel-compliance', 'VEL'),
  complianceToo: compliance('vel-compliance-2', 'VEL'),
  channels: ['notification', 'mailbox', 'professional', 'citizen', 'police'],
  reporters: [
    worker('fam-sagsbehandler', 'FAM'),
    worker('soc-sagsbehandler', 'SOC'),
    worker('sspk-medarbejder', 'SSPK'),
  ],
};

/** Who would give it on what basis (commands.md, Legal bases): by the kinds of the two agencies. */
export function basisFor(town: Town, from: Who, to: Who): { legalBasis: string; constellation: string } {
  const social = [town.social.agency, town.socialToo.agency, town.police.agency];
  if (to.agency === town.health.agency && social.includes(from.agency))
    return { legalBasis: 'RPL115_1_2', constellation: 'PSP' };
  if (to.agency === town.probation.agency && social.includes(from.agency))
    return { legalBasis: 'RPL115_1_3a', constellation: 'KSP' };
  if (to.agency === town.police.agency || to.agency === town.school.agency)
    return { legalBasis: 'RPL115_1_1', constellation: 'SSP' };
  return { legalBasis: 'GDPR-DBL', constellation: 'none' };
}
