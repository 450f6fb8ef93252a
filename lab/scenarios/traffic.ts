// What people do over a day, by the API: each agency has its cases, and works on them.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../../src/interface/cli/demo-data/random.js';
import type { Answer, Server } from './product.js';

export interface Given {
  readonly key: string;
  readonly user: string;
  readonly name: string;
  readonly body: { readonly id: string; readonly data: object };
}
export interface Acknowledged extends Given {
  readonly position: number;
  /** By the clock of whoever was told, in milliseconds. */
  readonly at: number;
}

/** Who acts for each of ten agencies, and where. */
export const AGENCIES = [
  { infohus: 'koebenhavn', agency: 'BIF', user: 'bif-sagsbehandler', police: 'kp-politi', lead: 'bif-tovholder' },
  { infohus: 'koebenhavn', agency: 'SOF', user: 'sof-sagsbehandler', police: 'kp-politi', lead: 'bif-tovholder' },
  { infohus: 'koebenhavn', agency: 'BUF', user: 'buf-sagsbehandler', police: 'kp-politi', lead: 'bif-tovholder' },
  { infohus: 'koebenhavn', agency: 'SSP', user: 'ssp-medarbejder', police: 'kp-politi', lead: 'bif-tovholder' },
  { infohus: 'koebenhavn', agency: 'KRIM', user: 'krim-medarbejder', police: 'kp-politi', lead: 'bif-tovholder' },
  { infohus: 'koebenhavn', agency: 'RHP', user: 'rhp-medarbejder', police: 'kp-politi', lead: 'bif-tovholder' },
  { infohus: 'koege', agency: 'SOC', user: 'soc-sagsbehandler', police: 'mvsj-politi', lead: 'vel-tovholder' },
  { infohus: 'koege', agency: 'FAM', user: 'fam-sagsbehandler', police: 'mvsj-politi', lead: 'vel-tovholder' },
  { infohus: 'koege', agency: 'SSPK', user: 'sspk-medarbejder', police: 'mvsj-politi', lead: 'vel-tovholder' },
  { infohus: 'koege', agency: 'RSJ', user: 'rsj-medarbejder', police: 'mvsj-politi', lead: 'vel-tovholder' },
] as const;
export type Agency = (typeof AGENCIES)[number];

const giving = (user: string, name: string, id: string, data: object): Given => ({
  key: randomUUID(),
  ...{ user, name, body: { id, data } },
});

/** A concern from its arrival to a case, and work on it; one step after the other. */
export function* story({ infohus, agency, user, police, lead }: Agency, random: Random): Generator<Given> {
  const [person, concern, theCase] = [randomUUID(), randomUUID(), randomUUID()];
  const subjects = [{ personId: person, role: 'focus', ageGroup: 'adult' }];
  yield giving(user, 'RegisterPerson', person, { name: `Opdigtet ${random.whole(1, 1e6)}`, birthDate: '1990-05-05' });
  yield giving(user, 'RegisterConcern', concern, {
    ...{ infohus, channel: 'authority', receivedAt: new Date().toISOString(), subjects },
    ...{ description: 'En opdigtet bekymring.', reportedByAgency: agency },
  });
  yield giving(lead, 'NotifyPolice', concern, { notifiedAt: new Date().toISOString() });
  yield giving(lead, 'AssessSeverity', concern, { severity: 'medium', finality: 'preliminary' });
  yield giving(police, 'AssessSeverity', concern, { severity: 'medium', finality: 'final', readyToAct: false });
  yield giving(lead, 'QualifyConcern', concern, {
    ...{ outcome: 'substantiated', method: 'home-visit', participants: [agency] },
    ...{ grounds: 'Opdigtede grunde.', forms: ['militant-islamist'] },
  });
  const responsibleAgency = lead === 'bif-tovholder' ? 'BIF' : 'VEL';
  yield giving(lead, 'OpenCase', theCase, {
    ...{ infohus, concernIds: [concern], caseType: 'adult', level: 'targeted', responsibleAgency, subjects },
  });
  for (let n = random.whole(5, 15); n > 0; n--)
    yield giving(lead, 'RecordContact', theCase, { kind: 'meeting', personId: person, summary: 'Opdigtet samtale.' });
  if (random.chance(0.2))
    yield giving(lead, 'CallMeeting', randomUUID(), {
      ...{ infohus, kind: 'ordinary', invited: [agency] },
      startsAt: new Date(Date.now() + 7 * 86_400_000).toISOString(),
    });
}

/** Gives it by the API under its own id: the same again is taken once. */
export const give = async (server: Server, { key, user, name, body }: Given): Promise<Answer> =>
  server.ask('POST', `/api/commands/${name}`, { token: await server.token(user), body, key });

interface Pace {
  readonly perSecond: number;
  /** How many are given before `allow` is called; without it as many as there is time for. */
  readonly most?: number;
  /** Told of each command that was answered, with how long it took in milliseconds. */
  taken?(milliseconds: number): void;
}

/** The ten agencies at work. Whoever gets no answer gives the same again until it is known what became of it. */
export class Traffic {
  readonly acknowledged: Acknowledged[] = [];
  readonly refused: Record<string, number> = {};
  /** Without an answer when the traffic ended. */
  readonly doubts: Given[] = [];
  #stopped = false;
  #allowed: number;
  #given = 0;

  constructor(
    private readonly server: () => Server,
    private readonly random: Random,
    private readonly pace: Pace,
  ) {
    this.#allowed = pace.most ?? Number.POSITIVE_INFINITY;
  }

  /** @returns when it was stopped and nobody waits for an answer */
  async run(): Promise<void> {
    const each = (1000 * AGENCIES.length) / this.pace.perSecond;
    await Promise.all(AGENCIES.map((agency, i) => this.#work(agency, each, (each * i) / AGENCIES.length)));
  }
  stop(): void {
    this.#stopped = true;
  }
  /** So many more, as fast as the pace is. @returns when all that were allowed are answered */
  async allow(more: number): Promise<void> {
    this.#allowed += more;
    const all = this.#allowed;
    while (!this.#stopped && this.#answered < all) await pause(50);
  }
  get #answered(): number {
    return this.acknowledged.length + Object.values(this.refused).reduce((sum, n) => sum + n, 0);
  }

  async #work(agency: Agency, each: number, after: number): Promise<void> {
    let due = performance.now() + after;
    while (!this.#stopped)
      for (const given of story(agency, this.random)) {
        await pause(Math.max(0, due - performance.now()));
        due = Math.max(due + each, performance.now() - 1000); // what could not be given meanwhile is not given all at once
        while (this.#given >= this.#allowed && !this.#stopped) await pause(50);
        this.#given++;
        if (this.#stopped || !(await this.#settled(given))) break;
      }
  }

  /** @returns whether it was taken */
  async #settled(given: Given): Promise<boolean> {
    for (;;) {
      const began = performance.now();
      const answer = await give(this.server(), given).catch(() => undefined);
      if (answer?.status === 201) {
        this.pace.taken?.(performance.now() - began);
        this.acknowledged.push({ ...given, position: answer.body.position, at: Date.now() });
        return true;
      }
      if (answer && answer.status < 500) {
        const why = `${given.user} ${given.name}: ${answer.body.rule ?? answer.body.code}`;
        this.refused[why] = (this.refused[why] ?? 0) + 1;
        return false;
      }
      if (this.#stopped) return this.doubts.push(given) < 0;
      await pause(200);
    }
  }
}
