import { DISCLOSURE_REFUSALS, disclosed, disclosureRules } from '../case/disclosure.js';
import { type Part, typed } from '../kernel/decider.js';
import { defineCommands } from '../kernel/vocabulary.js';
import {
  evolveTransfers as after,
  answerCommands,
  answering,
  eventsOf,
  handing,
  isUnknown,
  sentAs,
} from '../transfer/sending.js';
import { pendingTransfer, type Transfers } from '../transfer/state.js';
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
const having = (s: ConcernState, transfers: Transfers): ConcernState =>
  s.facts ? { ...s, facts: { ...s.facts, transfers } } : s;

/** A concern that moves to an Infohus with an installation of its own (B-7): accepted there it has ended here, as one that was forwarded. */
export const transfer: Part<ConcernState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    TransferSent: (s, { data, occurredAt }) => having(s, after.sent(transfersOf(s), data, occurredAt)),
    TransferDelivered: (s, { data }) => having(s, after.delivered(transfersOf(s), data, data.receivedAt)),
    TransferAccepted: (s, { data, occurredAt: at }) => {
      const accepted = having(s, after.answered(transfersOf(s), data, at, 'accepted'));
      return ending(stepsOf(s)) ? accepted : step(accepted, { at, what: 'ended', how: 'forwarded' });
    },
    TransferDeclined: (s, { data, occurredAt }) =>
      having(s, after.answered(transfersOf(s), data, occurredAt, 'declined')),
    TransferWithdrawn: (s, { data, occurredAt }) =>
      having(s, after.answered(transfersOf(s), data, occurredAt, 'withdrawn')),
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
