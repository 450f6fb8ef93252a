/** A small deterministic generator (mulberry32): the demo is the same on every machine, so chance comes from a seed. */
export class Dice {
  constructor(private state: number) {}

  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }
  whole(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }
  chance(share: number): boolean {
    return this.next() < share;
  }
  one<T>(of: readonly [T, ...T[]]): T {
    return of[Math.floor(this.next() * of.length)] ?? of[0];
  }
  uuid(): string {
    const hex = Array.from({ length: 32 }, () => this.whole(0, 15).toString(16)).join('');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
}

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

  give(command: string, id: string, ms: number, actor: Who, data: object): void {
    this.lines.push({ ms, text: JSON.stringify({ command, id, at: at(ms), actor, data }) });
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
