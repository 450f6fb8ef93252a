import { describe, expect, it } from '@jest/globals';
import { loadPlans } from '../../../src/infrastructure/plans/plan-files.js';
import { intakeLooks, withNumberMoved } from '../../../src/interface/web/concern/intake-looks.js';
import type { Form } from '../../../src/interface/web/form-schema.js';
import { pageFor } from '../../../src/interface/web/layout.js';
import { tasks } from '../../../src/interface/web/tasks/all.js';
import { isNumber, numbersIn } from '../../../src/interface/web/tasks/civil-numbers.js';
import { begun, newPersons, settled } from '../../../src/interface/web/tasks/filled.js';
import type { Situation } from '../../../src/interface/web/tasks/situation.js';
import type { Task } from '../../../src/interface/web/tasks/task.js';
import { TaskPage } from '../../../src/interface/web/tasks/task-page.js';

const task = tasks.RegisterConcern as Task;
const actor = { userId: 'u', agency: 'BIF', role: 'coordinator' };
const session = { actor, reader: { actor, purpose: 'casework' }, csrf: '', row: {} } as never;
const page = pageFor('da', session, '/do/RegisterConcern', {
  ...{ infohus: 'koebenhavn', infohuse: ['koebenhavn'], plan: undefined, plans: [] },
});
const situationOf = (form: Form): Situation => ({
  ...{ page, command: 'RegisterConcern', now: '2026-11-20T10:00', record: undefined, form },
});
const sent = { _commandId: '5d0f8f3e-0000-4000-8000-000000000001' };
const first = 'data.subjects.0.personId';

/** Answers as if one person had the number and one the name. */
const asking = (asked: string[]) =>
  (async (name: string, params: { readonly cpr?: string }) => {
    asked.push(name);
    if (name === 'FindPersons') return [{ personId: 'p2', name: 'Opdigtet Kendt', cases: [], concerns: [] }];
    return params.cpr === '010190-1234' ? { personId: 'p1', name: 'Opdigtet Kendt' } : { personId: null, name: null };
  }) as never;
const looksAt = async (form: Form) => {
  const asked: string[] = [];
  const looks = await intakeLooks(asking(asked), situationOf(form));
  return { ...looks, asked, said: (looks.notices ?? []).map((n) => n.text) };
};
const drawn = (form: Form, more: Partial<Situation> = {}) =>
  String(
    TaskPage({
      ...{ page, command: 'RegisterConcern', task, id: 'c', commandId: 'k', action: '/do/RegisterConcern' },
      ...{ situation: { ...situationOf(form), ...more }, given: new Set<string>() },
    }),
  );

describe('A civil registration number', () => {
  it('has a date and ten digits; a day may be 60 more; anything else is none', () => {
    expect(['010190-1234', '0101901234', '610190 1234'].map(isNumber)).toEqual([true, true, true]);
    expect(['320190-1234', '011390-1234', '12345', '101-90-1234', '0101901234567'].map(isNumber)).toEqual(
      Array(5).fill(false),
    );
  });
  it('is found in a text, and a telephone number or a longer number is not', () => {
    expect(numbersIn('Barnet (010190-1234) bor hos mor, tlf. 20 30 40 50, sag 99010190123456.')).toEqual([
      '010190-1234',
    ]);
  });
});

describe('A new concern', () => {
  it('has at most twelve fields in sight, and room for a family without another page', () => {
    const html = drawn(begun(task, situationOf({}), {}));
    let inSight = html;
    for (let before = ''; before !== inSight; ) {
      before = inSight;
      inSight = inSight.replaceAll(/<details(?:(?!<details)[\s\S])*?<\/details>/g, ''); // the innermost first
    }
    const names = (of: string) =>
      new Set(
        [...of.matchAll(/<(?:input|select|textarea)[^>]*>/g)]
          .filter(([tag]) => !tag.includes('hidden'))
          .flatMap(([tag]) => /name="(data|also)\.[^"]*"/.exec(tag)?.[0] ?? []),
      );
    expect(names(inSight).size).toBeLessThanOrEqual(12);
    for (const i of [0, 1, 2, 3]) expect(html).toContain(`name="data.subjects.${i}.personId.name"`);
  });

  it('does not look for anybody before it is sent, nor by a name alone', async () => {
    expect((await looksAt({ [`${first}.cpr`]: '010190-1234' })).asked).toEqual([]);
    expect((await looksAt({ ...sent, [`${first}.name`]: 'Opdigtet Kendt' })).asked).toEqual([]);
  });

  it('hints at somebody with the number whom the reader knows, once; sent again with a new person it goes through', async () => {
    const form = { ...sent, [`${first}.name`]: 'Opdigtet', [`${first}.cpr`]: '010190-1234' };
    const looks = await looksAt(form);
    expect(looks).toMatchObject({ held: true, asked: ['KnownPerson'] });
    expect(drawn(form, looks)).toContain('Opdigtet Kendt');
    const again = await looksAt({ ...form, [`${first}.sought`]: '010190-1234' });
    expect(again.held).toBeUndefined();
  });

  it('is silent about a number that nobody has whom the reader knows', async () => {
    const looks = await looksAt({ ...sent, [`${first}.name`]: 'Opdigtet', [`${first}.cpr`]: '020290-1234' });
    expect(looks.held).toBeUndefined();
    expect(looks.said).toEqual([]);
  });

  it('finds somebody by name where one asks for it, and keeps whom it found when the form comes back', async () => {
    const form = { ...sent, _find: first, [`${first}.name`]: 'Kendt' };
    const looks = await looksAt(form);
    expect(looks.asked).toEqual(['FindPersons']);
    expect(drawn(form, looks)).toMatch(/value="p2"/);
    const kept = { [`${first}.kept`]: '5d0f8f3e-0000-4000-8000-000000000002 Opdigtet Kendt' };
    expect(drawn({ ...form, ...kept })).toContain('value="5d0f8f3e-0000-4000-8000-000000000002"');
  });

  it('registers nobody anew who was chosen, and a new person with the number', () => {
    const chosen = { [first]: '5d0f8f3e-0000-4000-8000-000000000002', [`${first}.name`]: 'Kendt' };
    const id = sent._commandId;
    expect(newPersons(task, settled(task, situationOf(chosen), id), id)).toEqual([]);
    const fresh = { [`${first}.name`]: 'Opdigtet', [`${first}.cpr`]: '010190-1234' };
    expect(newPersons(task, settled(task, situationOf(fresh), id), id).map((p) => p.data)).toEqual([
      { name: 'Opdigtet', cpr: '010190-1234' },
    ]);
  });

  it('is never recorded with a number that is none', async () => {
    const form = { ...sent, [`${first}.name`]: 'Opdigtet', [`${first}.cpr`]: '320190-1234' };
    expect(await looksAt(form)).toMatchObject({ held: true, asked: [] });
  });

  it('says where a number stands in the text and offers to move it; sent again it may stay', async () => {
    const form = { ...sent, 'data.description': 'Det er 010190-1234, vi er bekymrede for.' };
    const looks = await looksAt(form);
    expect(looks.held).toBe(true);
    expect(drawn(form, looks)).toContain('name="_move"');
    expect((await looksAt({ ...form, _numbersKept: '1' })).held).toBeUndefined();
    const moved = withNumberMoved(form, '(flyttet)');
    expect(moved['data.description']).toBe('Det er (flyttet), vi er bekymrede for.');
    expect(moved[`${first}.cpr`]).toBe('010190-1234');
  });
});

describe('Opening a case on a concern', () => {
  const field = (tasks.OpenCase as Task).fields.responsibleAgency as { readonly value: (s: Situation) => string };
  const plan = loadPlans('plans').find(({ plan: { planId } }) => planId === 'koebenhavn-2024')?.plan;
  const proposed = (caseType: string, ...persons: readonly { role: string; ageGroup: string }[]) =>
    field.value({
      ...situationOf({ 'data.caseType': caseType }),
      page: { ...page, plan },
      record: { persons } as never,
    });
  it('proposes the agency of the plan for a child, and for the children in an adult’s case (K24-10), else one’s own', () => {
    const [father, child] = [
      { role: 'focus', ageGroup: 'adult' },
      { role: 'relative', ageGroup: 'minor' },
    ];
    expect(proposed('', { role: 'focus', ageGroup: 'minor' })).toBe('SOF');
    expect(proposed('adult', father, child)).toBe('SOF');
    expect(proposed('adult', father)).toBe('BIF');
  });
});
