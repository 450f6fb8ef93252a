export interface Who {
  readonly userId: string;
  readonly agency: string;
  readonly role: string;
}
export const BIF: Who = { userId: 'bif-tovholder', agency: 'BIF', role: 'coordinator' };
export const KP: Who = { userId: 'kp-politi', agency: 'KP', role: 'police' };
export const worker = (agency: string): Who => ({
  userId: `${agency.toLowerCase()}-sagsbehandler`,
  agency,
  role: 'caseworker',
});

const HOUR = 3_600_000;
/** Time in the story: hours since the epoch, so that a step later is an addition. */
export const at = (ms: number): string => new Date(ms).toISOString();
export const hours = (n: number): number => n * HOUR;
export const days = (n: number): number => n * 24 * HOUR;

/** A command file in the making; lines are written in the order of time. */
export class Script {
  private readonly lines: { readonly ms: number; readonly text: string }[] = [];

  /** `commandId` only where an event of the command is named later: the rest get one from their content. */
  give(command: string, id: string, ms: number, actor: Who, data: object, commandId?: string): void {
    const named = commandId === undefined ? {} : { commandId };
    this.lines.push({ ms, text: JSON.stringify({ ...named, command, id, at: at(ms), actor, data }) });
  }
  /** The line given last. */
  last(): string {
    return this.lines.at(-1)?.text ?? '';
  }
  /** Stable: what happens at one instant stays in the order in which it was given. */
  inOrder(): string[] {
    return [...this.lines].sort((a, b) => a.ms - b.ms).map((l) => l.text);
  }
}
