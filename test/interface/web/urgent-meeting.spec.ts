import { describe, expect, it } from '@jest/globals';
import { loadPlans } from '../../../src/infrastructure/plans/plan-files.js';
import { pageFor } from '../../../src/interface/web/layout.js';
import { planningTasks } from '../../../src/interface/web/meeting/meeting.tasks.js';
import { begun } from '../../../src/interface/web/tasks/filled.js';
import { NO_THINGS, type TaskRecord } from '../../../src/interface/web/tasks/situation.js';
import type { Task } from '../../../src/interface/web/tasks/task.js';

const koege = loadPlans('plans')
  .map(({ plan }) => plan)
  .find(({ planId }) => planId === 'koege-2024');
const record: TaskRecord = {
  ...{
    aggregate: 'concern',
    id: 'c',
    title: '',
    href: '',
    infohus: 'koege',
    persons: [],
    things: NO_THINGS,
    events: [],
  },
};
const form = (now: string, asked = {}) => {
  const page = { ...pageFor('da', undefined, '/'), infohus: 'koege', plan: koege };
  return begun(planningTasks.CallMeeting as unknown as Task, { page, command: 'CallMeeting', now, record }, asked);
};

describe('An urgent meeting, called from the acute box of a concern (KØ-4)', () => {
  it('asks nothing that is not known already: what it is about, who is called, and the next hour', () => {
    expect(form('2026-11-29T14:20', { 'data.kind': 'urgent' })).toMatchObject({
      ...{ 'data.infohus': 'koege', 'data.kind': 'urgent', 'data.startsAt': '2026-11-29T15:00' },
      ...{ 'data.concernIds': ['c'], 'data.invited': expect.arrayContaining(['VEL', 'SOC', 'FAM']) },
    });
  });
  it('late at night begins at once: the next hour is tomorrow', () => {
    expect(form('2026-11-29T23:20', { 'data.kind': 'urgent' })['data.startsAt']).toBe('2026-11-29T23:20');
  });
  it('an ordinary one is asked when it begins', () => {
    expect(form('2026-11-29T14:20')['data.startsAt']).toBeUndefined();
  });
});
