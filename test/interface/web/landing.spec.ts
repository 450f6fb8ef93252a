import { describe, expect, it } from '@jest/globals';
import { commands } from '../../../src/domain/registry.js';
import { pageFor } from '../../../src/interface/web/layout.js';
import { taskOf } from '../../../src/interface/web/tasks/all.js';
import { receiptAt } from '../../../src/interface/web/tasks/receipt.js';
import { actorOf } from '../../support/given.js';

const ID = 'd9428888-122b-41e1-b85c-61c7c1b7b2a0';
const officer = actorOf('BIF:compliance');
const landing = (name: string) => {
  const found = taskOf(name);
  if (!found) throw new Error(`no task ${name}`);
  return receiptAt(pageFor('da', undefined, '/'), { ...found, form: {} }, undefined, officer, { id: ID }).split('?')[0];
};

// After a request for erasure compliance was told, on the page of the person, that there is no such page.
describe('An officer of compliance', () => {
  it('lands on a page that is theirs, whatever they have recorded about a person', () => {
    const theirs = [...commands]
      .filter(([, { on, definition }]) => on[0]?.aggregate === 'person' && String(definition.who) === 'compliance')
      .map(([name]) => name)
      .filter((name) => !name.endsWith('SealedText'));
    expect(theirs).toContain('RequestErasure');
    for (const name of theirs)
      expect([name, landing(name)]).toEqual([name, expect.stringMatching(`^/persons/${ID}/(insight|erasure)$`)]);
  });

  it('lands on the list of what is kept after a proposal to destroy: the next one is there', () => {
    expect(landing('AuthoriseDisposal')).toBe('/retention');
  });
});

// A goal that was set was followed by a page on which there are no goals.
describe('Who works on a case', () => {
  it('lands on the tab that shows what was recorded', () => {
    for (const [name, tab] of [
      ['SetGoal', '/support'],
      ['RecordOwnView', '/support'],
      ['RecordAssessment', '/assessment'],
      ['RecordDissent', '/assessment'],
      ['OfferHandover', '/responsibility'],
      ['RecordContact', ''],
    ] as const)
      expect([name, landing(name)]).toEqual([name, `/cases/${ID}${tab}`]);
  });
});
