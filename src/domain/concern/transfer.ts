import { DISCLOSURE_REFUSALS, disclosed, disclosureRules } from '../case/disclosure.js';
import { type Part, typed } from '../kernel/decider.js';
import { defineCommands } from '../kernel/vocabulary.js';
import { answerCommands, answering, eventsOf, evolving, handing, isUnknown, sentAs } from '../transfer/sending.js';
import { pendingTransfer } from '../transfer/state.js';
import { step } from './intake.js';
import { events as sharing } from './sharing.js';
import { type ConcernState, caseOf, ending, stepsOf } from './state.js';

export const events = eventsOf('concern');
export const commands = defineCommands({
  HandToInstallation: {
    ...handing,
    refusals: [
      ...(['unknown-installation', 'transfer-pending', 'concern-ended', 'concern-has-case'] as const),
      ...DISCLOSURE_REFUSALS,
    ],
  },
  ...answerCommands,
});
const vocabulary = { events, commands };

const transfersOf = (s: ConcernState) => s.facts?.transfers;
const after = evolving(transfersOf, (s, transfers) => (s.facts ? { ...s, facts: { ...s.facts, transfers } } : s));

/** A concern that moves to an Infohus with an installation of its own (B-7): accepted there it has ended here, as one that was forwarded. */
export const transfer: Part<ConcernState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    ...after,
    TransferAccepted: (s, event) => {
      const accepted = after.TransferAccepted(s, event);
      const at = event.occurredAt;
      return ending(stepsOf(s)) ? accepted : step(accepted, { at, what: 'ended', how: 'forwarded' });
    },
  },
  decide: {
    HandToInstallation: {
      refuse: {
        'unknown-installation': typed((_, data, context) => isUnknown(data, context)),
        'transfer-pending': (s) => pendingTransfer(transfersOf(s)) !== undefined,
        'concern-ended': (s) => ending(stepsOf(s)) !== undefined,
        'concern-has-case': (s) => caseOf(s) !== undefined,
        ...disclosureRules(() => ({ kind: 'municipal' as const })),
      },
      introduces: (s, { transferId }) => transferId in (transfersOf(s) ?? {}),
      events: (_, data, context) => [
        events.TransferSent(sentAs(data, context)),
        sharing.InformationDisclosed({ toAgency: data.installation, disclosure: disclosed(data.disclosure) }),
      ],
    },
    ...answering(events, transfersOf, () => []),
  },
};
