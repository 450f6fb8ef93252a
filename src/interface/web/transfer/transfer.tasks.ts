import type { commands as handing } from '../../../domain/case/transfer.js';
import type { commands as incoming } from '../../../domain/transfer/incoming.js';
import type { answerCommands } from '../../../domain/transfer/sending.js';
import { sharingOf } from '../sharing/looks.js';
import { disclosureTo } from '../tasks/disclosure.js';
import { installations, transfers } from '../tasks/from-record.js';
import { made, one, type Tasks, text } from '../tasks/task.js';

type Given = Pick<typeof handing, 'HandToInstallation'> & Pick<typeof answerCommands, 'WithdrawTransfer'>;
/** To an Infohus with an installation of its own (B-7): shown before it is sent, and answered there. */
export const transferTasks: Tasks<Given> = {
  HandToInstallation: {
    first: 'installation',
    looks: sharingOf,
    note: [
      'Ansvaret bliver hos jer, til modtageren har taget imod. Så afsluttes det her som flyttet.',
      'Responsibility stays with you until the receiver has taken it. Then it is closed here as moved.',
    ],
    fields: {
      transferId: made,
      installation: one(['Hvilken installation skal have det?', 'Which installation is to have it?'], installations),
      reason: text(['Hvorfor overdrages det?', 'Why is it handed over?']),
      disclosure: disclosureTo('installation'),
    },
  },
  WithdrawTransfer: {
    note: [
      'Har modtageren allerede taget imod, gælder det, og overdragelsen kan ikke trækkes tilbage.',
      'If the receiver has taken it already, that holds, and it cannot be withdrawn.',
    ],
    fields: { transferId: one(['Hvilken overdragelse?', 'Which transfer?'], transfers) },
  },
};

export const incomingTasks: Tasks<Pick<typeof incoming, 'TakeTransfer' | 'RefuseTransfer'>> = {
  TakeTransfer: {
    note: [
      'I tager ansvaret. Det bliver til en ny henvendelse hos jer, som I selv kvalificerer.',
      'You take the responsibility. It becomes a new concern with you, which you qualify yourselves.',
    ],
    fields: { concernId: made },
  },
  RefuseTransfer: {
    fields: {
      reason: text(['Hvorfor ikke?', 'Why not?'], {
        help: ['Læses af afsenderen.', 'Read by the sender.'],
      }),
    },
  },
};
