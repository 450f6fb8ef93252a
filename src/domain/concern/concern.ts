import { compose } from '../kernel/compose.js';
import { ending } from './ending.js';
import { concernKind } from './state.js';
import { intake } from './intake.js';
import { qualification } from './qualification.js';

/** A concern (bekymringshenvendelse): one enquiry about one or more persons, from its registration to its case or its end. */
export const concern = compose(concernKind, {
  exists: (s) => s.facts !== null,
  infohus: (s) => s.facts?.infohus,
  // It may be dated before its registration (a call the same morning), never before it was received.
  since: (s) => s.facts?.receivedAt ?? null,
  controller: (s) => s.registeredBy || undefined,
}, [intake, qualification, ending]);
