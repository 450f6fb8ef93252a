import type { Reader } from '../../../src/application/authorization/reader.js';
import type { Params } from '../../../src/application/queries/catalogue.js';
import type { ReportView } from '../../../src/application/reports/view.js';
import type { Indicator } from '../../../src/domain/indicators/report.js';
import { actorOf, give, idFor, registered } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

const AGENCIES: Readonly<Record<string, string>> = { koebenhavn: 'BIF', koege: 'VEL' };

/** What leaves the house, and the figures behind it, which only the test holds. */
export interface Edition {
  readonly view: ReportView;
  readonly figures: readonly Indicator[];
}
type Moment = Pick<Params<'Report'>, 'asOf' | 'clock'>;
interface Spring {
  readonly publish: (plan: string, year: number, moment?: Moment) => Promise<Edition>;
}

/** An Infohus whose log grows as time goes on; what it publishes is published by the product as it is wired. */
export class City {
  private now = '2015-01-01T00:00:00.000Z';
  readonly product = memoryInstallation(() => this.now);
  readonly editions: Edition[] = [];
  private given = 0;
  private told = Number.NEGATIVE_INFINITY;

  private readonly agency: string;
  private readonly analyst: Reader;
  private readonly coordinator: Reader;

  constructor(
    private readonly lines: readonly string[] = [],
    readonly infohus = 'koebenhavn',
  ) {
    this.agency = AGENCIES[infohus] ?? infohus;
    this.analyst = { actor: actorOf(`${this.agency}:analyst`), purpose: 'reporting' };
    this.coordinator = { actor: actorOf(`${this.agency}:coordinator`), purpose: 'casework' };
  }

  /** Everything of the file that was written down by then is on record then. */
  async live(until: string): Promise<void> {
    const from = this.told;
    this.now = until;
    this.told = Date.parse(until);
    await this.product.import(this.lines.filter((line) => written(line) > from && written(line) <= this.told));
  }

  readonly publish: Spring['publish'] = async (plan, year, moment) => {
    const asked = { infohus: this.infohus, plan, year, ...moment };
    const view = await this.product.ask(this.analyst, 'KeepReport', { ...asked, state: 'published' });
    const behind = { asOf: view.report.asOf.position, ...asked };
    const { indicators } = await this.product.ask(this.coordinator, 'Report', behind);
    const edition = { view, figures: indicators as readonly Indicator[] };
    this.editions.push(edition);
    return edition;
  };

  head = async (): Promise<number> => (await this.product.store.head()).position;

  concern = (name: string, receivedAt: string) =>
    this.command('coordinator', 'RegisterConcern', name, registered(this.infohus, receivedAt));

  measured = (indicator: string, value: number) =>
    this.command('analyst', 'RecordMeasurement', `m${++this.given}`, {
      ...{ infohus: this.infohus, indicator, year: 2017, value, source: 'opdigtet' },
    });

  /** Corrects or annuls the first event of a stream. */
  amend = async (command: 'CorrectEvent' | 'AnnulEvent', aggregate: string, name: string, data: object) => {
    const event = (await this.product.log()).find((e) => e.stream === `${aggregate}-${idFor(name)}`);
    return this.command('coordinator', command, name, { eventId: event?.eventId, reason: 'opdigtet', ...data });
  };

  command = (role: string, command: string, name: string, data: object) =>
    give(this.product, `${this.agency}:${role}`, command, name, this.now, data);
}

const written = (line: string): number => Date.parse(/"at":"([^"]+)"/.exec(line)?.[1] ?? '') || 0;
