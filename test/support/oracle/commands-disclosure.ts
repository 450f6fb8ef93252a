import { code, list, object, oneOf, text, uuid } from './schema.js';

export const disclosure = object(
  {
    categories: list(
      oneOf('identity', 'contact', 'health', 'offence', 'family', 'school-work', 'assessment', 'course'),
    ),
    legalBasis: code,
    constellation: code,
    purpose: text,
    necessity: text,
  },
  // Documents and statements are rows B: their form is read, what may be passed on is not calculated.
  { channel: oneOf('written', 'meeting', 'call'), documents: list(uuid), statements: list(uuid) },
);
