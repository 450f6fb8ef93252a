import nodemailer, { type Transporter } from 'nodemailer';
import { type Letter, type Mailer, MailRefused, MailUnavailable } from '../../application/ports/mail.js';

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[?::1\]?)$/;
const ADDRESS = /^[^\s@<>,;"]+@[^\s@<>,;"]+$/;

export interface SmtpOptions {
  /** `smtps://user:password@host:465`, or `smtp://…` with STARTTLS; unencrypted on the loopback address only. */
  readonly url: string;
  readonly from: string;
}

/** Letters over SMTP. Neither addresses nor credentials stand in its errors. */
export class SmtpMailer implements Mailer {
  private readonly transport: Transporter;
  private readonly domain: string;

  /** @throws Error where the URL or the sender cannot be used */
  constructor(private readonly options: SmtpOptions) {
    const url = URL.canParse(options.url) ? new URL(options.url) : undefined;
    if (!url || !/^smtps?:$/.test(url.protocol))
      throw new Error('SMTP_URL must be smtp://host:port or smtps://host:port');
    if (!ADDRESS.test(options.from)) throw new Error('MAIL_FROM must be one e-mail address');
    this.domain = options.from.split('@')[1] ?? 'localhost';
    const secure = url.protocol === 'smtps:';
    this.transport = nodemailer.createTransport({
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port || (secure ? 465 : 587)),
      secure,
      requireTLS: !secure && !LOOPBACK.test(url.hostname),
      ignoreTLS: !secure && LOOPBACK.test(url.hostname),
      ...(url.username
        ? { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }
        : {}),
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 20_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send({ id, to, subject, text, calendar }: Letter): Promise<void> {
    if (!ADDRESS.test(to)) throw new MailRefused('address');
    try {
      await this.transport.sendMail({
        from: this.options.from,
        to: { name: '', address: to },
        subject,
        text,
        messageId: `<${id}@${this.domain}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
        ...(calendar ? { icalEvent: { method: calendar.method, filename: 'invite.ics', content: calendar.file } } : {}),
      });
    } catch (error) {
      const { responseCode, code } = error as { responseCode?: number; code?: string };
      if (responseCode !== undefined && responseCode >= 500 && code !== 'EAUTH')
        throw new MailRefused(String(responseCode));
      throw new MailUnavailable(responseCode === undefined ? String(code ?? 'unknown') : String(responseCode));
    }
  }

  close(): void {
    this.transport.close();
  }
}
