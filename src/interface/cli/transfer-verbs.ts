import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { Refused } from '../../application/refusal.js';
import { MESSAGE } from '../../application/transfers/messages.js';
import { recordNamed, uuid } from './arguments.js';
import { machinery } from './machinery.js';
import { show } from './record-verbs.js';
import { type Ask, type Common, print, say, Usage, withInstallation } from './session.js';

type Flags = Common & Readonly<Record<string, string | boolean | undefined>>;

/** Records that move between installations, where messages are carried as files; and the keys for it (B-7, docs/transfers.md). */
export function transferVerbs(transfer: Command, verb: (on: Command, name: string, what: string) => Command): void {
  verb(transfer, 'list', 'what other installations handed over, and how each stands')
    .requiredOption('--infohus <code>', 'which Infohus')
    .action((flags: Flags) =>
      withInstallation(flags, async (_, ask) =>
        show(flags, await ask('IncomingTransfers', { infohus: String(flags.infohus) })),
      ),
    );
  verb(transfer, 'export <record> <transfer>', 'what was handed over of a case or concern, signed and sealed: a file')
    .requiredOption('--out <file>', 'the file to make')
    .action((record: string, id: string, flags: Flags) =>
      withInstallation(flags, async (_, ask) => {
        const { message } = await messageOf(ask, { id: recordNamed(record), transferId: uuid(id) });
        written(flags, message);
      }),
    );
  verb(transfer, 'take <file>', 'takes in what another installation sent: what it handed over, or its answer')
    .option('--out <file>', 'where our answer is put, to be carried back')
    .action(takeVerb);
  verb(transfer, 'answer <transfer>', 'how what was handed over stands here, for who sent it: a file')
    .requiredOption('--out <file>', 'the file to make')
    .action((id: string, flags: Flags) =>
      withInstallation(flags, async (_, ask) => {
        written(flags, (await ask('IncomingTransferAnswer', { id: uuid(id) })).message);
      }),
    );
  transfer
    .command('keys')
    .description('new keys of this installation: two private ones into a file, and what the others are given')
    .exitOverride()
    .requiredOption('--out <file>', 'the file to make, which nobody else reads')
    .action(async ({ out }: { out: string }) => {
      const { own, open } = await machinery().newTransferKeys();
      write(out, JSON.stringify(own, null, 2));
      print(open);
    });
}

const takeVerb = (file: string, flags: Flags) =>
  withInstallation(flags, async ({ transfers }, ask) => {
    await ask('Operate', { what: 'transfers' });
    if (!transfers) throw new Usage('INSTALLATIONS_FILE names no installation (docs/transfers.md)');
    const { answer, status } = await transfers.hear(machinery().readText(file, MESSAGE));
    if (answer !== undefined && flags.out !== undefined) write(String(flags.out), answer);
    if (answer !== undefined && flags.out === undefined) say('without --out FILE our answer is carried by nobody');
    if (flags.json) print({ status });
    else say(`the transfer is ${status}`);
  });

/** Of a case, or of a concern: an id says nothing of which. */
async function messageOf(ask: Ask, asked: { readonly id: string; readonly transferId: string }) {
  try {
    return await ask('CaseTransferMessage', asked);
  } catch (error) {
    if (!(error instanceof Refused && error.code === 'not-found')) throw error;
    return ask('ConcernTransferMessage', asked);
  }
}

/** Sealed for its receiver; still, nobody else of the machine reads it, and none is written over. */
const write = (file: string, content: string) => writeFileSync(file, content, { mode: 0o600, flag: 'wx' });
function written({ out, json }: Flags, message: string): void {
  write(String(out), message);
  if (json) print({ out });
}
