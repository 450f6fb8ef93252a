import { isDay, parseInstant } from './time.js';

/** Says whether a JSON value has the form; which message a refusal carries is no part of the contract. */
export type Check = (value: unknown) => boolean;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const CODE = /^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/;
const LONE_SURROGATE = /\p{Surrogate}/u;

const isText = (value: unknown): value is string => typeof value === 'string';

export const uuid: Check = (value) => isText(value) && UUID.test(value);
export const code: Check = (value) => isText(value) && CODE.test(value);
// AMBIGUOUS: "characters" are taken as UTF-16 code units. Alternative: code points.
export const text: Check = (value) =>
  isText(value) &&
  value.length <= 20_000 &&
  /[\p{L}\p{N}]/u.test(value) &&
  !value.includes('\0') &&
  !LONE_SURROGATE.test(value);
export const instant: Check = (value) => isText(value) && parseInstant(value) !== null;
export const date: Check = (value) => isText(value) && isDay(value);
export const bool: Check = (value) => typeof value === 'boolean';
export const whole: Check = (value) => Number.isSafeInteger(value);
export const number: Check = (value) => typeof value === 'number' && Number.isFinite(value);
export const level: Check = (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 5;

export const oneOf =
  (...values: string[]): Check =>
  (value) =>
    isText(value) && values.includes(value);

// AMBIGUOUS: a required list may be empty unless the row says "≥ 1". Alternative: RegisterConcern alone says
// "may be empty", so every other required list needs an element.
export const list =
  (of: Check, least = 0): Check =>
  (value) =>
    Array.isArray(value) && value.length >= least && value.every(of);

/** One of several forms, such as a text or a list of texts. */
export const either =
  (...of: Check[]): Check =>
  (value) =>
    of.some((check) => check(value));

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const object =
  (required: Record<string, Check>, optional: Record<string, Check> = {}): Check =>
  (value) => {
    if (!isObject(value)) return false;
    for (const key of Object.keys(required)) if (!Object.hasOwn(value, key)) return false;
    return Object.entries(value).every(([key, field]) => {
      const check = Object.hasOwn(required, key)
        ? required[key]
        : Object.hasOwn(optional, key)
          ? optional[key]
          : undefined;
      return check?.(field) === true;
    });
  };

/** Ids are compared and stored in lower case; nothing else in a command looks like one. */
export function lowerIds(value: unknown): unknown {
  if (isText(value)) return UUID.test(value) ? value.toLowerCase() : value;
  if (Array.isArray(value)) return value.map(lowerIds);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, lowerIds(v)]));
  return value;
}
