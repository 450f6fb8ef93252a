import { addHours } from '../../domain/kernel/calendar.js';
import type { Clock, Sleep } from '../ports/runtime.js';
import type { ErasingVault } from '../ports/vault.js';

/** Backups of keys are kept for at most so long (issue 17): whatever one of them holds opens with the wrapping keys that are still there. */
const KEY_BACKUP_DAYS = 35;
/** Between looks. Milliseconds. */
const LOOK = 3_600_000;

export interface Rotated {
  /** Data keys that are wrapped under this month's key now. */
  readonly renewed: number;
  /** Data keys that could not be: while there are any, no old wrapping key is destroyed. */
  readonly left: number;
  /** The months whose wrapping key is gone for good. */
  readonly destroyed: readonly string[];
}

export interface RotationDependencies {
  readonly vault: Pick<ErasingVault, 'renewKeys' | 'retireEpochs'>;
  readonly clock: Clock;
  readonly sleep: Sleep;
  /** Runs the work where no other process rotates keys; undefined where one does. */
  alone<T>(work: () => Promise<T>): Promise<T | undefined>;
}

/**
 * Every month has a wrapping key of its own. When a month is over, what lives is wrapped anew; when no backup of that month may exist any
 * more, its wrapping key is destroyed, and what was erased meanwhile exists nowhere (REL 0.9, I37). Whatever stops it, the next look goes on.
 */
export class KeyRotation {
  constructor(private readonly dependencies: RotationDependencies) {}

  async run(signal: AbortSignal, say: (told: string) => void, complaint: (error: unknown) => void): Promise<void> {
    while (!signal.aborted) {
      const rotated = await this.look().catch(complaint);
      if (rotated && isNews(rotated)) say(toldOf(rotated));
      await this.dependencies.sleep(LOOK, signal);
    }
  }

  /** Undefined where another process is at it. @throws VaultUnavailable */
  look(): Promise<Rotated | undefined> {
    const { vault, clock, alone } = this.dependencies;
    return alone(async () => {
      const { renewed, left } = await vault.renewKeys();
      const before = addHours(clock.now(), -24 * KEY_BACKUP_DAYS);
      return { renewed, left, destroyed: await vault.retireEpochs(before) };
    });
  }
}

const isNews = ({ renewed, left, destroyed }: Rotated): boolean => renewed + left + destroyed.length > 0;

export function toldOf({ renewed, left, destroyed }: Rotated): string {
  const kept =
    left > 0
      ? `; ${left} could not be, and no old key is destroyed while that is so: their rows were changed, put them back from a backup of the keys`
      : '';
  const gone = destroyed.length > 0 ? `; the wrapping keys of ${destroyed.join(', ')} are destroyed` : '';
  return `${renewed} keys were wrapped anew${gone}${kept}`;
}
