import type { Wording } from '../../domain/indicators/definition.js';
import type { FirstContacts } from '../../domain/indicators/first-contact.js';
import type { Stage as Counted } from '../../domain/indicators/funnel.js';
import type { Plan } from '../../domain/plan/schema.js';

/** An indicator as it is shown: with every figure, or with null for what is withheld. */
export interface ShownIndicator {
  readonly id: string;
  /** A share is unrounded. */
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly unknown: number | null;
  readonly target: number | null;
  readonly met: boolean | null;
  readonly baseline: readonly { readonly year: number; readonly value: number | null }[];
  /** Where counts are withheld: the value is. Without it, a null value says that none was recorded. */
  readonly suppressed?: boolean | undefined;
}

/** What every form of a report is made from: nothing else is asked for, so the same view gives the same bytes. */
export interface ReportView {
  readonly report: ShownReport;
  readonly plan: Plan;
  /** The instant that the figures hold for (UTC): forms print its local date and never the wall clock's. */
  readonly clock: string;
  /** How each indicator is counted, by its id. */
  readonly definitions: Readonly<
    Record<string, { readonly version: number; readonly da: Wording; readonly en: Wording }>
  >;
  /** Each indicator over the years: history from before the log, then the years of the plan up to the report's. */
  readonly trends: readonly Trend[];
  /** The year's concerns and how far they came, each stage part of the one before; of a published report what may be told. */
  readonly funnel: readonly Stage[];
  /** By the year the cases were opened in, small counts withheld in every report; of a published one nothing. */
  readonly firstContacts: readonly FirstContacts[];
}
export interface ShownReport {
  readonly infohus: string;
  readonly plan: string;
  readonly planHash: string;
  /** Of every plan of the Infohus that limits went by; reports made before issue 14 do not state it. */
  readonly planHashes?: Readonly<Record<string, string>> | undefined;
  readonly planInForce: boolean;
  readonly year: number;
  /** `instant` and `clock` where it was asked for as of an instant; else as of the position. */
  readonly asOf: {
    readonly position: number;
    readonly headHash: string;
    readonly instant?: string;
    readonly clock?: 'recorded' | 'occurred';
  };
  readonly definitionHash: string;
  /** The version of the definition that each indicator was counted by. */
  readonly definitions: Readonly<Record<string, number>>;
  readonly codeVersion: string;
  readonly indicators: readonly ShownIndicator[];
  readonly budget: readonly {
    readonly year: number;
    readonly line: string;
    readonly amount: number;
    readonly unit: string;
  }[];
  readonly contentHash: string;
  /** The number of the publication among all of the Infohus, from 1. */
  readonly publication?: number;
  /** Counts below it are withheld; without it every figure is told. */
  readonly suppressBelow?: number;
  /** Of an internal report with counts withheld. */
  readonly knowing?: Knowing;
}
/** What counts were withheld by, beside what every report states: with it the same ones are withheld again. */
export interface Knowing {
  /** How many publications of the Infohus there were. */
  readonly editions: number;
  /** The version of the definition of each indicator that only the Infohus' other plans have. */
  readonly definitions: Readonly<Record<string, number>>;
}
export interface Trend {
  readonly id: string;
  /** By year; null = withheld or not known. */
  readonly points: readonly {
    readonly year: number;
    readonly value: number | null;
    readonly from: 'history' | 'log';
  }[];
}
export interface Stage {
  readonly stage: Counted['stage'];
  /** null = withheld. */
  readonly count: number | null;
}
