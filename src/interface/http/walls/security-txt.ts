import type { Request, Response } from 'express';

/** Days: RFC 9116 asks that it ends within a year. */
const HOLDS_FOR = 180;

/** `/.well-known/security.txt` (RFC 9116): whom to tell of a hole. An installation names its own in SECURITY_CONTACT. */
export function securityTxt(now: string, contact: string | undefined, baseUrl: string | undefined): string {
  const until = new Date(Date.parse(`${now.slice(0, 10)}T00:00:00Z`) + HOLDS_FOR * 86_400_000).toISOString();
  return [
    ...(contact ? [] : ['# Nobody is named: SECURITY_CONTACT takes a mailto: or https: address']),
    `Contact: ${contact ?? 'mailto:security@sagsspor.example'}`,
    `Expires: ${until}`,
    'Preferred-Languages: da, en',
    ...(baseUrl ? [`Canonical: ${baseUrl}/.well-known/security.txt`] : []),
    '',
  ].join('\n');
}

/** @throws Error where it is no address that one can write to */
export function contactIn({ SECURITY_CONTACT: contact }: NodeJS.ProcessEnv): string | undefined {
  if (!contact) return undefined;
  if (/^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+|tel:\+[\d-]+)$/.test(contact)) return contact;
  throw new Error('SECURITY_CONTACT takes a mailto:, https: or tel: address');
}

export const securityTxtDoor =
  (now: () => string, env = process.env) =>
  (_: Request, response: Response): void => {
    response.type('text/plain').send(securityTxt(now(), contactIn(env), env.BASE_URL || undefined));
  };
