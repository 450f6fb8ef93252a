import { rectifying } from '../case/rectification.js';
import { attaching } from '../document/attaching.js';
import { compose } from '../kernel/compose.js';
import { ending } from './ending.js';
import { intake, ON_CONCERN } from './intake.js';
import { qualification } from './qualification.js';
import { sharing } from './sharing.js';
import { receivedCopies, standsOn } from './standing-on.js';
import { type ConcernState, concernAggregate } from './state.js';
import { transfer } from './transfer.js';

/** A concern (bekymringshenvendelse): one enquiry about one or more persons, from its registration to its case or its end. */
export const concern = compose(
  concernAggregate,
  {
    exists: (s) => s.facts !== null,
    infohus: (s) => s.facts?.infohus,
    since: (s) => s.facts?.registeredAt ?? null,
    controller: (s) => s.controller || undefined,
    restsOn: standsOn,
    copies: receivedCopies,
  },
  [
    intake,
    qualification,
    ending,
    sharing,
    // As a correction itself: by whoever passed it on, also where its relation has ended (commands.md, Roles).
    rectifying<ConcernState, 'concern'>('concern', ['recorder']),
    transfer,
    attaching<ConcernState, 'concern'>('concern', ON_CONCERN),
  ],
);
