import { describe, expect, it } from '@jest/globals';
import { commands } from '../../src/domain/registry.js';
import { generate, IMPORTED_AT } from '../support/generator/index.js';
import { memoryInstallation } from '../support/installation.js';
import { WHOLE } from '../support/sample.js';

const SEEDS = WHOLE ? [1, 2, 3] : [1, 2];
const LIVES = WHOLE ? 250 : 80;
/** Given by corrections, which a generated file cannot name an event for (test/application/amendments.spec.ts gives them). */
const ELSEWHERE = ['not-annullable', 'not-correctable'];
/** Of persons' ages and objections (test/domain/case). */
const OF_PERSONS = ['age-group-contradicts', 'no-objection'];
/** Of the registers, alerts and broken glass (test/application gives them). */
const OTHER = [
  'unknown-plan',
  'already-merged',
  'same-person',
  'not-permitted',
  'handover-not-accepted',
  'own-infohus',
  'not-shareable',
  'disclosure-missing',
  'no-such-decision',
  'already-completed',
  'already-taken',
  'meeting-closed',
  'incident-closed',
  'nothing-to-acknowledge',
  'own-substitute',
  'ends-before-it-begins',
  'not-of-your-agency',
  'not-found',
  'glass-not-needed',
  'own-break-glass',
  'already-reviewed',
];

/** Of erasure, disposal and users (test/application/erasing, test/domain/identity). */
const RIGHTS = [
  'no-sealed-text',
  'not-decided',
  'own-decision',
  'already-confirmed',
  'erased',
  'already-requested',
  'no-erasure-requested',
  'already-authorised',
  'own-request',
  'not-due',
  'own-proposal',
  'user-of-another-infohus',
  'breach-closed',
  'no-such-disclosure',
  'not-the-discloser',
  'breach-not-assessed',
  'authority-not-notified',
  'concerned-not-informed',
  'reason-for-delay-missing',
  'already-deactivated',
  'not-deactivated',
];

/** Of the rows B (test/domain/case/assessment.spec.ts, goals.spec.ts). */
const DAILY = [
  'duplicate-statement',
  'no-such-assessment',
  'own-assessment',
  'no-such-statement',
  'no-such-goal',
  'goal-ended',
  'mentor-not-here',
  'mentor-not-cleared',
  'mentor-at-capacity',
  'mentor-ended',
  'has-active-courses',
  'already-lent',
  'not-lent',
  'no-such-document',
  'already-attached',
  // test/application/transfers.spec.ts
  'unknown-installation',
  'transfer-pending',
];

describe('The refusals of the contract', () => {
  it('are each given to somebody, and none is given that is not declared', async () => {
    const given = new Set<string>();
    for (const seed of SEEDS) {
      const product = memoryInstallation(() => new Date(IMPORTED_AT).toISOString());
      const { refused } = await product.import(generate(seed, LIVES));
      for (const { rule } of refused) if (rule) given.add(rule);
    }
    const declared = new Set([...commands.values()].flatMap((c) => [...c.definition.refusals]));
    const unseen = [...declared].filter(
      (rule) => ![...given, ...ELSEWHERE, ...OF_PERSONS, ...OTHER, ...RIGHTS, ...DAILY].includes(rule),
    );
    expect(unseen).toEqual([]);
    expect([...given].filter((rule) => !declared.has(rule))).toEqual([]);
  });
});
