import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { commands } from '../../../src/domain/registry.js';
import { loadPlans } from '../../../src/infrastructure/plans/plan-files.js';
import { Timeline } from '../../../src/interface/web/case/timeline.js';
import { bodyOf } from '../../../src/interface/web/form-schema.js';
import { pageFor } from '../../../src/interface/web/layout.js';

const at = '2016-03-01T09:00:00.000Z';
const plans = loadPlans('plans').map(({ plan }) => plan);
const plan = plans.find(({ planId }) => planId === 'koebenhavn-2024');
const place = { infohus: 'koebenhavn', infohuse: [], plan, plans };
const shown = (type: string, data: object): string => {
  const actor = { agency: 'SOF', role: 'caseworker' };
  const event = { eventId: 'e', type, occurredAt: at, recordedAt: at, actor, controller: 'SOF', data };
  return String(Timeline({ page: pageFor('da', undefined, '/', place), events: [event] }));
};
const told = (type: string, data: object) => shown(type, data).match(/<dl>.*<\/dl>/s)?.[0] ?? '';

describe('A timeline', () => {
  it('has on top what happened last', () => {
    const actor = { agency: 'SOF', role: 'caseworker' };
    const event = (type: string, day: string) => ({
      ...{ eventId: day, type, occurredAt: day, recordedAt: day, actor, controller: 'SOF', data: {} },
    });
    const events = [event('CaseOpened', '2016-02-01T09:00:00.000Z'), event('CaseClosed', '2016-03-01T09:00:00.000Z')];
    const page = pageFor('da', undefined, '/', place);
    expect(String(Timeline({ page, events }))).toMatch(/Sag lukket.*Sag åbnet/s);
  });
});

// A description that looked like an instant was read as one: the page of the concern answered 503 for ever.
describe('What somebody wrote', () => {
  it.each(['2016-13-45T99:99:99Z', '2016-03-01T10:00Z', '2016-03-01Tomorrow Z', '2016-03-01T10:00:00.000Z'])(
    'is shown as it stands, though it looks like an instant: %s',
    (description) => {
      expect(shown('ConcernRegistered', { description, receivedAt: at })).toContain(`<dd>${description}</dd>`);
    },
  );

  it.each(['toString', 'constructor', '__proto__'])(
    'is shown as it stands, though every object knows the name: %s',
    (description) => {
      expect(shown('ConcernRegistered', { description })).toContain(`<dd>${description}</dd>`);
    },
  );

  it('is shown as it stands, though it looks like a code', () => {
    expect(shown('ConcernRegistered', { description: 'acute', channel: 'police' })).toMatch(
      /<dd>acute<\/dd>.*<dd>Politiet<\/dd>/,
    );
  });

  it('is shown as it stands in a correction and its reason too', () => {
    const changes = { description: '2016-13-45T99:99:99Z', receivedAt: at };
    const page = shown('EventCorrected', { target: 'ConcernRegistered', changes, reason: '2016-13-45T99:99:99Z' });
    expect(page.match(/<dd>2016-13-45T99:99:99Z<\/dd>/g)).toHaveLength(2);
    expect(page).toContain('<dd>tirs. 1. mar. 10.00</dd>');
  });

  it('makes no page unreadable, whatever it says and wherever it stands', () => {
    const instantLike = fc.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]{0,12}Z$/);
    const text = fc.oneof(instantLike, fc.string(), fc.constant('[sealed]'), fc.constant('[erased]'));
    const value = fc.oneof(text, fc.array(text, { maxLength: 3 }));
    const type = fc.constantFrom(
      'ConcernRegistered',
      'CaseOpened',
      'DecisionRecorded',
      'EventCorrected',
      'NoSuchEvent',
    );
    const data = fc.dictionary(fc.constantFrom('description', 'reason', 'offers', 'decision', 'necessity'), value);
    fc.assert(fc.property(type, data, (t, d) => shown(t, d).includes('<dl>')));
  });
});

// An adult was told as "an adult without psychiatric problems": the plan has a type of case of that code.
describe('What an event says', () => {
  it('is told in the words of its own field, of the command that gave it and of the plan', () => {
    const subjects = [{ personId: 'p', role: 'parent', ageGroup: 'adult' }];
    const opened = told('CaseOpened', { caseType: 'adult', level: 'specific', infohus: 'koebenhavn', subjects });
    expect(opened).toContain('<dt>Aldersgruppe</dt><dd>voksen</dd>');
    expect(opened).toContain('<dt>Sagstype</dt><dd>Voksen uden psykiatriske problemstillinger</dd>');
    expect(opened).toContain('<dt>Forebyggelsesniveau</dt><dd>Foregribende</dd>');
    expect(opened).toContain('<dt>Infohus</dt><dd>København</dd>');
    const factors = [{ factor: 'isolation', kind: 'risk', level: 4 }];
    expect(told('ProgressMeasured', { factors })).toContain('<dt>Niveau (1-5)</dt><dd>4</dd>');
    expect(told('GoalSet', { text: 'I skole' })).toContain('<dt>Målet med personens egne ord</dt>');
    expect(told('InformationDisclosed', { disclosure: { channel: 'written' } })).toContain('<dt>Hvordan</dt>');
    const changes = { target: 'GoalSet', changes: { text: 'Hver dag' } };
    expect(told('EventCorrected', changes)).toContain('<dt>Målet med personens egne ord</dt>');
  });

  it('says of what is sealed or erased that it is', () => {
    const texts = told('ConcernRegistered', { description: '[sealed]', reporter: '[erased]' });
    expect(texts).toContain('<dt>Beskrivelse</dt><dd>[forseglet]</dd><dt>Henvender</dt><dd>[slettet]</dd>');
  });

  it('is nothing where nothing happened that the reader is told of: a sentence, never headings only', () => {
    const none = String(Timeline({ page: pageFor('da', undefined, '/', place), events: [] }));
    expect(none).toContain('Her er ingen hændelser.');
    expect(none).not.toContain('<table');
  });

  it('leaves out what seals a document', () => {
    const attached = told('DocumentAttached', { title: 'Brev', key: '[sealed]', commitment: 'AMDW' });
    expect(attached).toContain('Brev');
    expect(attached).not.toMatch(/sealed|AMDW/);
  });
});

describe('A form', () => {
  const command = commands.get('RegisterConcern');
  it.each(['0001-01-01T00:00', '2016-02-31T10:00', '9999-12-31T23:59', '2016-03-01T24:61'])(
    'with the time %s, which may be none of the calendar, is left to the schema',
    (receivedAt) => {
      if (!command) throw new Error('no such command');
      const { data } = bodyOf(command, { 'data.receivedAt': receivedAt }) as { data: { receivedAt: string } };
      expect(data.receivedAt.startsWith(receivedAt)).toBe(true);
    },
  );
});
