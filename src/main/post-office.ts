import type pg from 'pg';
import { AlertLetters, type AlertLettersDependencies } from '../application/processes/post/alert-letters.js';
import { Invitations, type InvitationsDependencies } from '../application/processes/post/invitations.js';
import { type LetterSource, Post, type PostOffice } from '../application/processes/post/post.js';
import { directoryFrom } from '../infrastructure/mail/directory-file.js';
import { OutboxTable } from '../infrastructure/mail/outbox-table.js';
import type { Config } from './settings.js';

type GivenDependencies = Pick<PostOffice, 'store'> &
  Pick<InvitationsDependencies, 'store'> &
  Omit<AlertLettersDependencies, 'directory' | 'baseUrl'>;

/**
 * E-mail of alerts and meetings, where SMTP_URL, MAIL_FROM, MAIL_DIRECTORY and BASE_URL say how; else nobody is written to, and nothing of it is
 * loaded.
 */
export async function postOffice(config: Config, around: GivenDependencies, pool: pg.Pool): Promise<Post | undefined> {
  const { SMTP_URL: url, MAIL_FROM: from, MAIL_DIRECTORY: file, BASE_URL: baseUrl } = config;
  if (!url || !from || !file || !baseUrl) return undefined;
  const { SmtpMailer } = await import('../infrastructure/mail/smtp-mailer.js');
  const told = { ...around, baseUrl, directory: directoryFrom(file) };
  const sources: LetterSource[] = [new AlertLetters(told)];
  if (config.MEETING_INVITATIONS) {
    const { icalWriter: calendars } = await import('../infrastructure/calendar/ical.js');
    sources.push(new Invitations({ ...told, calendars, organiser: from }));
  }
  const { store, clock } = around;
  return new Post({ store, clock, sources, mailer: new SmtpMailer({ url, from }), outbox: new OutboxTable(pool) });
}
