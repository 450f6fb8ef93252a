import { parse, type SerializeOptions, serialize } from 'cookie';

/** Names and marks of our cookies. `__Host-` where there is TLS: no other host, path or plain connection can set or read it (RFC 6265bis). */
export interface Cookies {
  readonly session: string;
  readonly login: string;
  /** Never sent with a request that another site began. */
  sessionIs(token: string): string;
  /** Comes back with the browser from the provider: so that a login is finished where it was begun (login CSRF). */
  loginIs(value: string): string;
  /** Of this browser, and about nobody. */
  languageIs(code: 'da' | 'en'): string;
  languageIn(header: string | undefined): 'da' | 'en';
  readonly noSession: string;
  readonly noLogin: string;
}
/** Seconds: as long as a login may take. */
export const LOGIN_TAKES = 600;

export function cookiesOver(isTls: boolean): Cookies {
  const prefix = isTls ? '__Host-' : '';
  const marks: SerializeOptions = { httpOnly: true, path: '/', secure: isTls };
  const [session, login, language] = [`${prefix}sagsspor`, `${prefix}sagsspor-login`, `${prefix}language`];
  return {
    ...{ session, login },
    sessionIs: (token) => serialize(session, token, { ...marks, sameSite: 'strict' }),
    loginIs: (value) => serialize(login, value, { ...marks, sameSite: 'lax', maxAge: LOGIN_TAKES }),
    languageIs: (code) => serialize(language, code, { ...marks, sameSite: 'strict' }),
    languageIn: (header) => (parse(header ?? '')[language] === 'en' ? 'en' : 'da'),
    noSession: serialize(session, '', { ...marks, sameSite: 'strict', maxAge: 0 }),
    noLogin: serialize(login, '', { ...marks, sameSite: 'lax', maxAge: 0 }),
  };
}

/** Of two with one name neither is taken: somebody has put one beside ours. `parse` of the library would take the first. */
export function cookieIn(header: string | undefined, name: string): string | undefined {
  const own = (header ?? '').split(/; */).filter((c) => c.startsWith(`${name}=`));
  const value = own.length === 1 ? own[0]?.slice(name.length + 1) : undefined;
  return value !== undefined && /^[\w-]{20,4000}$/.test(value) ? value : undefined;
}
/** A token of ours, or one of three parts that was signed elsewhere. */
export const bearerIn = (header: string | undefined): string | undefined =>
  /^Bearer ([\w-]{20,100}|[\w-]{2,2000}\.[\w-]{2,6000}\.[\w-]{20,2000})$/.exec(header ?? '')?.[1];
