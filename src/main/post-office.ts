import type pg from 'pg';
import { Post } from '../application/processes/alerts/post.js';
import { directoryFrom } from '../infrastructure/mail/directory-file.js';
import { OutboxTable } from '../infrastructure/mail/outbox-table.js';
import type { Config } from './settings.js';

/** E-mail of alerts, where SMTP_URL, MAIL_FROM, MAIL_DIRECTORY and BASE_URL say how; else nobody is written to, and nothing of it is loaded. */
export async function postOffice(
  { SMTP_URL: url, MAIL_FROM: from, MAIL_DIRECTORY: directory, BASE_URL: baseUrl }: Config,
  around: Pick<ConstructorParameters<typeof Post>[0], 'store' | 'models' | 'clock' | 'numbers'>,
  pool: pg.Pool,
): Promise<Post | undefined> {
  if (!url || !from || !directory || !baseUrl) return undefined;
  const { SmtpMailer } = await import('../infrastructure/mail/smtp-mailer.js');
  const mailer = new SmtpMailer({ url, from });
  return new Post({ ...around, mailer, baseUrl, outbox: new OutboxTable(pool), directory: directoryFrom(directory) });
}
