import { type Part, typed } from '../kernel/decider.js';
import { Sealed } from '../kernel/sealed.js';
import { defineCommands } from '../kernel/vocabulary.js';
import { answerCommands, answering, eventsOf, evolving, handing, isUnknown, sentAs } from '../transfer/sending.js';
import { pendingTransfer } from '../transfer/state.js';
import { closedBy } from './closing.js';
import { disclosing, disclosingTo } from './disclosing.js';
import { DISCLOSURE_REFUSALS, disclosed } from './disclosure.js';
import { inTheWay, events as life, openObligations, readsDecisions } from './life.js';
import { asOne } from './persons.js';
import { events as sharing } from './sharing.js';
import { type CaseState, closed } from './state.js';

export const events = eventsOf('case');
export const commands = defineCommands({
  HandToInstallation: {
    ...handing,
    refusals: [
      ...(['unknown-installation', 'transfer-pending', 'case-closed'] as const),
      ...(['handover-pending', 'active-course', 'open-obligations'] as const),
      ...DISCLOSURE_REFUSALS,
    ],
    whenClosed: 'never',
  },
  ...answerCommands,
});
const vocabulary = { events, commands };

const transfersOf = ({ transfers }: CaseState) => transfers;

/** A case that moves to an Infohus with an installation of its own (B-7): from the acceptance there the chain ends with the installation. */
export const transfer: Part<CaseState, typeof vocabulary> = {
  vocabulary,
  evolve: evolving(transfersOf, (s, transfers) => ({ ...s, transfers })),
  decide: {
    HandToInstallation: asOne({
      reads: (s, data, context) => [...disclosing.reads(s, data, context), ...readsDecisions(s, data, context)],
      opens: disclosing.opens,
      refuse: {
        'unknown-installation': typed((_, data, context) => isUnknown(data, context)),
        'transfer-pending': (s) => pendingTransfer(s.transfers) !== undefined,
        'case-closed': closedBy,
        ...inTheWay,
        'open-obligations': typed((s, _, context) => openObligations(s, { reason: 'moved' }, context)),
        ...disclosingTo(() => ({ kind: 'municipal' })),
      },
      introduces: (s, { transferId }) => transferId in (s.transfers ?? {}),
      notBefore: (s) => s.responsibleSince,
      events: (_, data, context) => [
        events.TransferSent(sentAs(data, context)),
        sharing.InformationDisclosed({ toAgency: data.installation, disclosure: disclosed(data.disclosure) }),
      ],
    }),
    ...answering(events, transfersOf, (s, { installation }) =>
      closed(s) ? [] : [life.CaseClosed({ reason: 'moved', handedTo: Sealed.of(installation) })],
    ),
  },
};
