import { machinery } from './machinery.js';
import { print, say } from './session.js';

export interface AdoptFlags {
  readonly data: string;
  readonly lose?: number;
  readonly json?: boolean;
}

/** `log adopt`: says what a restored event store has lost, and goes on from what it holds only when told how many events that are. */
export async function logAdopt({ data, lose, json }: AdoptFlags): Promise<void> {
  const done = await machinery().adopt(data, lose);
  const { kept, moved, lost, first, signed = 0, adopted } = done;
  if (json) print(done);
  else {
    const out = (text: string) => process.stdout.write(`${text}\n`);
    out(`${kept} events stand as they were read${moved > 0 ? `, ${moved} of them at another place` : ''}`);
    if (lost > 0) out(`LOST: ${lost} events`);
    for (const { position, stream, version, type, recordedAt } of first)
      out(`  ${position} ${recordedAt} ${type}: version ${version} of ${stream}`);
    if (lost > first.length) out(`  and ${lost - first.length} more`);
    if (signed > 0) out(`${signed} checkpoints signed more than is left: witnesses that saw them will not cosign`);
  }
  if (adopted) say('the log goes on from here: start "serve", then "verify"');
  else if (lost === 0 && moved === 0) say('there is nothing to adopt: the log is as it was read');
  else {
    say(`nothing was changed: to give up what is lost and go on from there, repeat it with --lose ${lost}`);
    process.exitCode = 1;
  }
}
