import type { Actor } from '../../domain/kernel/event.js';

/** The seeded users of the demo login: roles and agencies of København, no persons. */
export const DEMO_USERS: readonly Actor[] = [
  { userId: 'bif-tovholder', agency: 'BIF', role: 'coordinator' },
  { userId: 'kp-tovholder', agency: 'KP', role: 'coordinator' },
  { userId: 'kp-politi', agency: 'KP', role: 'police' },
  { userId: 'sof-sagsbehandler', agency: 'SOF', role: 'caseworker' },
  { userId: 'sof-leder', agency: 'SOF', role: 'leader' },
  { userId: 'buf-sagsbehandler', agency: 'BUF', role: 'caseworker' },
  { userId: 'ssp-medarbejder', agency: 'SSP', role: 'caseworker' },
  { userId: 'krim-medarbejder', agency: 'KRIM', role: 'caseworker' },
  { userId: 'bif-analytiker', agency: 'BIF', role: 'analyst' },
  { userId: 'bif-compliance', agency: 'BIF', role: 'compliance' },
];
export const DEMO_INFOHUS = 'koebenhavn';
