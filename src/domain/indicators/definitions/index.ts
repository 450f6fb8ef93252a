import { INDICATOR_KINDS } from '../../plan/schema.js';
import type { Definition } from '../definition.js';
import { activity } from './activity.js';
import { adviceGiven } from './advice-given.js';
import { casesStarted } from './cases-started.js';
import { concernsReceived } from './concerns-received.js';
import { educationEmployment } from './education-employment.js';
import { goalsReviewed } from './goals-reviewed.js';
import { measurement } from './measurement.js';
import { notAtRisk } from './not-at-risk.js';
import { offerAcceptance } from './offer-acceptance.js';
import { progress6Months } from './progress-6-months.js';
import { reofferCompliance } from './reoffer-compliance.js';
import { substantiatedShare } from './substantiated-share.js';
import { triageOnTime } from './triage-on-time.js';

type IndicatorKind = Definition['kind'];

/**
 * The definitions of each kind of indicator (domain.md section 6), the newest last. One that counts otherwise, or says it otherwise, is added
 * behind the others and never put in place of one: reports that were frozen are computed by theirs again.
 */
export const DEFINITIONS: Readonly<Record<IndicatorKind, readonly [Definition, ...Definition[]]>> = {
  'concerns-received': [concernsReceived],
  'cases-started': [casesStarted],
  'substantiated-share': [substantiatedShare],
  'triage-on-time': [triageOnTime],
  'offer-acceptance': [offerAcceptance],
  'reoffer-compliance': reofferCompliance,
  'education-employment': [educationEmployment],
  'not-at-risk': [notAtRisk],
  'progress-6-months': progress6Months,
  'goals-reviewed': [goalsReviewed],
  'advice-given': [adviceGiven],
  measurement: [measurement],
  activity: [activity],
};

/** Without a version the newest. @throws RangeError for a version that there is not */
export function definitionOf(kind: IndicatorKind, version?: number): Definition {
  const found = DEFINITIONS[kind].findLast((d) => version === undefined || d.version === version);
  if (!found) throw new RangeError(`no version ${version} of ${kind}`);
  return found;
}

export const newestVersions = (): Readonly<Record<string, number>> =>
  Object.fromEntries(INDICATOR_KINDS.map((kind) => [kind, definitionOf(kind).version]));
