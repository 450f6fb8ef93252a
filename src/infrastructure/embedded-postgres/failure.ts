/** What went wrong with the embedded database, in words that say what to do. Never holds a password or a row. */
export class EmbeddedServerError extends Error {
  override readonly name = 'EmbeddedServerError';
}

/**
 * The code of a system error (ENOENT) or of the database (57P01); '' for anything else. Asked by shape: in a vm realm,
 * as jest's, Node's own errors are not `instanceof Error`.
 */
export const codeOf = (error: unknown): string => textOf(error, 'code');

export const messageOf = (error: unknown): string => textOf(error, 'message');

function textOf(error: unknown, field: 'code' | 'message'): string {
  if (typeof error !== 'object' || error === null) return '';
  const text: unknown = Reflect.get(error, field);
  return typeof text === 'string' ? text : '';
}
