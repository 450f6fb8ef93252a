export type Values = Readonly<Record<string, string | number>>;
/** `{name}` in a text stands for a value. */
export const filled = (text: string, values: Values): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
