import { randomUUID } from 'node:crypto';

/** The id that a command introduces is made here, so that nobody has to invent one. */
const INTRODUCED: Readonly<Record<string, string>> = {
  OfferSupport: 'offerId',
  StartCourse: 'courseId',
  ReferCase: 'referralId',
  OfferHandover: 'handoverId',
  ForwardConcern: 'newConcernId',
};
export const newIds = (name: string): Record<string, string> => {
  const field = INTRODUCED[name];
  return field ? { [`data.${field}`]: randomUUID() } : {};
};
