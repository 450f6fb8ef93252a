import { APP_ROLE } from './schema.sql.js';

/**
 * Who may do what in the database of the log (REL 0.8). None of them can log in, owns anything or is a superuser: a connection becomes one of
 * them when it starts. The owner of the tables migrates and does nothing else.
 */
export const ROLES = {
  /** Appends by executing one function, and reads the log. */
  app: APP_ROLE,
  /** Writes read models, the outbox and what imports remember; not the log. */
  projector: 'sagsspor_projector',
  /** Reads read models for who works for itself: alerts, mail, the projector's gate. */
  reader: 'sagsspor_reader',
  /** Reads read models for a reader, no row but those of the reader's standing (row-level security). */
  asker: 'sagsspor_asker',
  /** The same, of what the reader's agency has a relation to alone: one arm of that wall, which an index answers. */
  party: 'sagsspor_party',
  /** Deletes sealed segments, and reads which there are; changes nothing else. */
  eraser: 'sagsspor_eraser',
  /** Reads the log and the ciphertexts, to verify it; no keys are in this database. */
  auditor: 'sagsspor_auditor',
} as const;
export type Role = (typeof ROLES)[keyof typeof ROLES];

/** The second step of the schema: every role has what it needs of the log, and nothing more. */
export const ROLE_GRANTS = `
grant usage on schema public to ${ROLES.projector}, ${ROLES.reader}, ${ROLES.eraser}, ${ROLES.auditor};
grant select (event_id, segment) on public.segment to ${ROLES.eraser};
grant delete on public.segment to ${ROLES.eraser};
grant select on public.event, public.head, public.segment, public.schema_version to ${ROLES.auditor};
`;

/**
 * The third step: the fingerprint of a command stands on its first event, which spares a table and an index to every append. Those of
 * earlier commands stay in the table where they are, because not even a migration changes a row of the log; reading looks in both.
 * A right to a table reaches its new columns, and who verifies the log has no business with fingerprints.
 */
export const FINGERPRINT_ON_EVENT = `
alter table public.event add column fingerprint bytea;
revoke select on public.event from ${ROLES.auditor};
grant select (position, stream, version, event_id, type, command_id, ordinal, recorded_at, bytes, leaf) on public.event to ${ROLES.auditor};
`;
