import { attaching } from '../document/attaching.js';
import { compose } from '../kernel/compose.js';
import { agenda } from './agenda.js';
import { decisions } from './decisions.js';
import { type MeetingState, meetingAggregate } from './state.js';

/** A meeting of the Infohus (K16-14): from its call to its closing, and what it recommended until that is done. */
export const meeting = compose(
  meetingAggregate,
  { exists: (s) => s.calledAt !== null, infohus: (s) => s.infohus || undefined, since: (s) => s.calledAt },
  [agenda, decisions, attaching<MeetingState, 'meeting'>('meeting', ['any'])],
);
