/** The form of a UUID (version 8, RFC 9562) from the first bytes of a digest. */
export function uuidOf(digest: Uint8Array): string {
  const hex = Buffer.from(digest).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The form of a random UUID (version 4), of which it cannot be told by its looks that it comes from a digest. */
export function uuidLikeRandom(digest: Uint8Array): string {
  const variant = '89ab'[(digest[8] ?? 0) % 4];
  return uuidOf(digest).replace(/-8(.{3})-a/, `-4$1-${variant}`);
}
