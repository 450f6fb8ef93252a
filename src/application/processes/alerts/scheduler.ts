import { aggregateOf } from '../../../domain/kernel/event.js';
import type { EventStore } from '../../ports/event-store.js';
import type { AlertGate, Clock, Sleep } from '../../ports/runtime.js';
import type { Alerts, Evaluated } from './alerts.js';

/** Real milliseconds between looks at the clock and the head of the log. However fast the clock runs, no alert is later than this. */
const LOOK = 1000;
/** The same after an evaluation: on a large log it takes long, and must not take all the time there is. */
const AFTER = 5000;
/** Where obligations come from; everything else in the log changes none. */
const MATTERS = new Set(['concern', 'case', 'person', 'partner', 'meeting', 'plan', 'deadline']);
const OWN = new Set(['DeadlineAlertRaised', 'DeadlineMissed', 'DeadlineMet']);

export interface SchedulerDependencies {
  readonly store: Pick<EventStore, 'readAll' | 'head'>;
  readonly clock: Clock;
  readonly gate: AlertGate;
  readonly sleep: Sleep;
  /** Brings the read models to the head. */
  catchUp(): Promise<void>;
  /** After each look: what was raised is sent on, what is over is cleaned. One that fails holds back no other. */
  readonly afterwards?: readonly (() => Promise<unknown>)[];
}

/** Looks at the next due instant and at what is new in the log, and has the alerts evaluated when either asks for it. */
export class AlertScheduler {
  private seen = 0;
  /** Alerts that could not be raised at the last look. */
  refused = 0;
  /** Undefined: nothing will fall due by the clock alone. */
  private next: string | undefined = '';

  constructor(
    private readonly alerts: Pick<Alerts, 'evaluate'>,
    private readonly around: SchedulerDependencies,
  ) {}

  /** Until the signal aborts. What fails is said and tried again at the next look. */
  async run(signal: AbortSignal, complaint: (error: unknown) => void): Promise<void> {
    while (!signal.aborted) {
      const evaluated = await this.look().catch(complaint);
      for (const chore of this.around.afterwards ?? []) await chore().catch(complaint);
      await this.around.sleep(evaluated ? AFTER : LOOK, signal);
    }
  }

  /** One look. @returns what was evaluated; undefined when nothing asked for it, or an import keeps it quiet */
  async look(): Promise<Evaluated | undefined> {
    const { store, clock, gate, catchUp } = this.around;
    const { position } = await store.head();
    const due = this.next !== undefined && clock.now() >= this.next;
    if (!due && !(await this.moved(position))) {
      this.seen = position;
      return undefined;
    }
    const evaluated = await gate.evaluating(async () => {
      await catchUp();
      return this.alerts.evaluate();
    });
    if (!evaluated) return undefined; // an import runs: it is looked at again
    this.seen = position;
    this.next = evaluated.refused > 0 ? this.around.clock.now() : evaluated.next; // what was refused is tried again
    this.refused = evaluated.refused;
    return evaluated;
  }

  private async moved(head: number): Promise<boolean> {
    if (head <= this.seen) return false;
    for await (const batch of this.around.store.readAll({ from: this.seen + 1, to: head })) {
      if (batch.some((e) => MATTERS.has(aggregateOf(e.stream)) && !OWN.has(e.type))) return true;
    }
    return false;
  }
}
