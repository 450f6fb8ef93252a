import type { Vault } from '../ports/vault.js';

/** One machine seen from itself, whatever it calls itself. */
const LOOPBACK = /^(127\.|::1$|localhost$)/;

/**
 * From where somebody came, as the log may hold it: a keyed digest of the network address, so that nothing about where a worker lives stands there, and
 * who is told an address after a breach can still ask for it.
 */
export function sourceOf(vault: Pick<Vault, 'digest'>, address: string): string {
  return Buffer.from(vault.digest('source', written(address)))
    .toString('hex')
    .slice(0, 32);
}

/** The same address is written in one way: IPv4 within IPv6 as IPv4, IPv6 in its shortest form. */
function written(address: string): string {
  const plain = address
    .toLowerCase()
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=\d+\.)/, '');
  if (LOOPBACK.test(plain)) return 'loopback';
  return plain.includes(':') ? new URL(`http://[${plain}]`).hostname.slice(1, -1) : plain;
}
