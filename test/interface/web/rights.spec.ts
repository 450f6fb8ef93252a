import { describe, expect, it } from '@jest/globals';
import { type Answer, queryNamed } from '../../../src/application/queries/catalogue.js';
import { commands } from '../../../src/domain/registry.js';
import { pageFor } from '../../../src/interface/web/layout.js';
import type { Ask } from '../../../src/interface/web/page-controller.js';
import { ErasurePage, RequestsPage } from '../../../src/interface/web/rights/erasure.js';
import { RetentionMovesPage, RetentionPage } from '../../../src/interface/web/rights/retention.js';
import { partsToClear, whatIsDue, whatWaits, whoIsErased } from '../../../src/interface/web/rights/rights-looks.js';
import { tasks } from '../../../src/interface/web/tasks/all.js';
import { listed } from '../../../src/interface/web/tasks/from-record.js';
import type { Situation } from '../../../src/interface/web/tasks/situation.js';

const page = pageFor('da', undefined, '/');
const at = '2017-03-05T09:00:00.000Z';
const PERSON = 'd9428888-122b-41e1-b85c-61c7c1b7b2a0';
const asked: Answer<'PersonErasure'> = {
  ...{ name: 'Opdigtet Ravn', requested: { at, userId: 'u1' }, authorised: null, erasedAt: null },
  ...{ keys: 0, erased: [], review: [], position: null },
};

describe('The pages of compliance on erasure', () => {
  it('say that the archive blocks it, and whose turn it is', () => {
    const shown = String(ErasurePage({ page, id: PERSON, erasure: asked }));
    expect(shown).toContain('Venter på arkivet');
    expect(shown).toContain('/do/AuthoriseErasure');
    expect(shown).not.toContain('/do/RequestErasure');
    const none = String(ErasurePage({ page, id: PERSON, erasure: { ...asked, requested: null } }));
    expect(none).toContain('/do/RequestErasure');
  });

  // Whoever asked was offered to authorise it too, and refused; and neither form said whom it would erase.
  it('say who is to be erased, there and on both forms, and offer the second step to another than asked', async () => {
    const as = (userId: string) => {
      const actor = { userId, agency: 'BIF', role: 'compliance' };
      return { ...page, session: { actor, reader: { actor, purpose: 'oversight' } } } as unknown as typeof page;
    };
    expect(String(ErasurePage({ page, id: PERSON, erasure: asked }))).toContain('<h1>Sletning: Opdigtet Ravn</h1>');
    const body = (userId: string) => String(ErasurePage({ page: as(userId), id: PERSON, erasure: asked }));
    expect(body('u2')).toContain('/do/AuthoriseErasure');
    expect(body('u1')).not.toContain('/do/AuthoriseErasure');
    const ask = (async () => asked) as unknown as Ask;
    expect(await whoIsErased(ask, { page, id: PERSON } as Situation)).toEqual({ about: ['Opdigtet Ravn'] });
    for (const name of ['RequestErasure', 'AuthoriseErasure']) expect(tasks[name]?.looks).toBe(whoIsErased);
  });

  it('show each text that two officers look at with the step that is next', () => {
    const review = [
      { eventId: 'e1', record: 'case', recordId: PERSON, proposed: null, decision: null },
      { eventId: 'e2', record: 'concern', recordId: PERSON, proposed: 'destroy', decision: null },
      { eventId: 'e3', record: 'meeting', recordId: PERSON, proposed: 'keep', decision: 'keep' },
    ];
    const done = { ...asked, authorised: { at, userId: 'u2' }, erasedAt: at, keys: 2, erased: ['e0'], review };
    const shown = String(ErasurePage({ page, id: PERSON, erasure: done }));
    expect(shown).toContain('2 nøgler er destrueret, og 1 hændelser');
    expect(shown).toContain('eventId=e1');
    expect(shown).toMatch(/ConfirmSealedText[^"]*eventId=e2/);
    expect(shown).not.toContain('eventId=e3');
  });

  it('list who has asked for what, by name, with the day by which it is owed', () => {
    const row = { personId: PERSON, name: 'Opdigtet', restrictedSince: at, erasure: 'cleared' as const };
    const insights = [{ receivedAt: at, dueAt: at, state: 'overdue' }];
    const shown = String(RequestsPage({ page, rows: [{ ...row, insights }] }));
    for (const said of ['Opdigtet', 'overskredet, søn. 5. mar.', 'frigivet af arkivet']) expect(shown).toContain(said);
  });

  it('offer to propose what is due, to clear what is proposed, and nothing of what is kept', () => {
    const row = { kind: 'case' as const, recordId: PERSON, of: 'case', endedOn: '2012-01-01', until: '2017-01-01' };
    const ids = {
      number: null,
      months: 60,
      plan: null,
      disposalId: null,
      proposedAt: null,
      proposedBy: null,
      alertedAt: null,
      clearedAt: null,
    };
    const show = (state: 'due' | 'blocked-by-archive' | 'kept', disposalId: string | null) =>
      String(RetentionPage({ page, state: undefined, kind: undefined, rows: [{ ...row, ...ids, state, disposalId }] }));
    expect(show('due', null)).toContain(`records.0.recordId=${PERSON}`);
    expect(show('blocked-by-archive', 'x')).toContain('/do/AuthoriseDisposal?infohus=&amp;id=x');
    expect(show('kept', null)).not.toContain('/do/');
    const own = { ...ids, proposedBy: 'u1', disposalId: 'x' };
    const actor = { userId: 'u1', agency: 'BIF', role: 'compliance' };
    const session = { actor, reader: { actor, purpose: 'audit' }, csrf: '', row: {}, until: '' } as never;
    const rows = [{ ...row, ...own, state: 'blocked-by-archive' as const }];
    const asProposer = { page: { ...page, session }, state: undefined, kind: undefined, rows };
    const shownToProposer = String(RetentionPage(asProposer));
    expect(shownToProposer).toContain('Godkendes af en kollega');
    expect(shownToProposer).not.toContain('/do/AuthoriseDisposal');
    const move = { at, why: 'CaseReopened', position: 7, of: null, endedOn: null, until: null };
    const moves = String(RetentionMovesPage({ page, moves: [move], about: row }));
    expect(moves).toContain('Sag genåbnet');
    expect(moves).toContain('ingen frist');
  });

  it('name what is to be destroyed and what is to be cleared as their lists do: nobody sees an id', async () => {
    const due = { kind: 'concern', recordId: PERSON, number: 'B-2016-9176' };
    const answers: Record<string, object> = {
      Retention: [{ ...due, of: 'concern-dismissed', endedOn: '2016-01-17', until: '2016-07-17' }],
      InsightParts: [
        { eventId: 'e1', type: 'SeverityAssessed', at, clearedAt: null },
        { eventId: 'e2', type: 'SeverityAssessed', at, clearedAt: at },
      ],
    };
    const ask = (async (name: string) => answers[name]) as unknown as Ask;
    const situation = { page, now: '2017-03-06T10:00', record: { id: PERSON } } as unknown as Situation;
    expect((await whatIsDue(ask, situation)).listed).toEqual([
      {
        code: PERSON,
        about: 'concern',
        name: 'Bekymring B-2016-9176 (Henlagt bekymring, 17. jul. 2016)',
      },
    ]);
    expect((await partsToClear(ask, situation)).listed).toEqual([
      { code: 'e1', name: 'Alvorsgrad vurderet, søn. 5. mar. 10.00' },
    ]);
    const proposed = { ...situation, id: 'd' };
    answers.Retention = [
      { ...due, of: 'concern-dismissed', until: '2016-07-17', disposalId: 'd' },
      { ...due, disposalId: 'e' },
    ];
    expect((await whatWaits(ask, proposed)).about).toEqual([
      'Bekymring B-2016-9176 (Henlagt bekymring, 17. jul. 2016)',
    ]);
    const row = { ...situation, here: 'data.records.0.', form: { 'data.records.0.kind': 'case' } };
    const all = [
      { code: 'a', about: 'concern', name: 'A' },
      { code: 'b', about: 'case', name: 'B' },
    ];
    expect(listed({ ...row, listed: all } as unknown as Situation).map(({ code }) => code)).toEqual(['b']);
  });

  it('ask for a fresh login before each step (issue 15 item 1)', () => {
    for (const name of [
      'RequestErasure',
      'AuthoriseErasure',
      'ProposeDisposal',
      'AuthoriseDisposal',
      'DecideSealedText',
      'ConfirmSealedText',
      'UseBreakGlass',
    ])
      expect([name, commands.get(name)?.definition.stepUp]).toEqual([name, true]);
    // What leaves the house, and what stays in it.
    const keep = (state: string) => queryNamed('KeepReport').stepUp?.({ state } as never);
    expect([keep('published'), keep('frozen')]).toEqual([true, false]);
  });
});
