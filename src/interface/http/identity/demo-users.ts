import type { Actor } from '../../../domain/kernel/event.js';

export interface DemoUser extends Actor {
  /** Under which the login page lists the user; what the user sees follows from the agency and the plans. */
  readonly infohus: string;
  /** Of the Infohus: the plans are not known before the login. */
  readonly place: string;
}
const of =
  (infohus: string, place: string) =>
  ([userId, agency, role]: readonly [string, string, Actor['role']]): DemoUser => ({
    ...{ infohus, place },
    ...{ userId, agency, role },
  });

/** The seeded users of the demo login: roles and agencies of two Infohuse, no persons. */
export const DEMO_USERS: readonly DemoUser[] = [
  ...(
    [
      ['bif-tovholder', 'BIF', 'coordinator'],
      ['bif-sagsbehandler', 'BIF', 'caseworker'],
      ['kp-tovholder', 'KP', 'coordinator'],
      ['kp-politi', 'KP', 'police'],
      ['sof-sagsbehandler', 'SOF', 'caseworker'],
      ['sof-sagsbehandler-2', 'SOF', 'caseworker'],
      ['sof-leder', 'SOF', 'leader'],
      ['buf-sagsbehandler', 'BUF', 'caseworker'],
      ['ssp-medarbejder', 'SSP', 'caseworker'],
      ['krim-medarbejder', 'KRIM', 'caseworker'],
      ['rhp-medarbejder', 'RHP', 'caseworker'],
      ['bif-analytiker', 'BIF', 'analyst'],
      ['bif-compliance', 'BIF', 'compliance'],
      // What takes two (disposal, erasure, sealed texts) can be tried.
      ['bif-compliance-2', 'BIF', 'compliance'],
      ['bif-administrator', 'BIF', 'administrator'],
    ] as const
  ).map(of('koebenhavn', 'København')),
  ...(
    [
      ['vel-tovholder', 'VEL', 'coordinator'],
      ['soc-tovholder', 'SOC', 'coordinator'],
      ['mvsj-politi', 'MVSJ', 'police'],
      ['soc-sagsbehandler', 'SOC', 'caseworker'],
      ['fam-sagsbehandler', 'FAM', 'caseworker'],
      ['fam-leder', 'FAM', 'leader'],
      ['sspk-medarbejder', 'SSPK', 'caseworker'],
      ['rsj-medarbejder', 'RSJ', 'caseworker'],
      ['krim-koege', 'KRIM', 'caseworker'],
      ['vel-analytiker', 'VEL', 'analyst'],
      ['vel-compliance', 'VEL', 'compliance'],
      ['vel-compliance-2', 'VEL', 'compliance'],
    ] as const
  ).map(of('koege', 'Køge')),
];
