import type { Installations } from '../ports/installations.js';
import type { IncomingTransfers } from './incoming.js';
import { heard } from './messages.js';
import type { OutgoingTransfers } from './outgoing.js';

interface BothWays {
  readonly us: Installations;
  readonly outgoing: Pick<OutgoingTransfers, 'answered'>;
  readonly incoming: Pick<IncomingTransfers, 'receive'>;
}
export interface Reply {
  readonly status: string;
  /** To be carried back. */
  readonly answer?: string;
}

/** What was carried as a file is the answer to what we handed over, or is handed to us. @throws NotBelieved */
export const hearing =
  ({ us, outgoing, incoming }: BothWays) =>
  async (carried: string): Promise<Reply> => {
    const { message } = await heard(us, carried);
    if (message.says === 'answered') return { status: (await outgoing.answered(carried)).status };
    return { status: 'received', answer: await incoming.receive(carried) };
  };
