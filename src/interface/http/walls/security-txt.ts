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

export const securityTxtDoor =
  (now: () => string, contact: string | undefined, baseUrl: string | undefined) =>
  (_: Request, response: Response): void => {
    response.type('text/plain').send(securityTxt(now(), contact, baseUrl));
  };
