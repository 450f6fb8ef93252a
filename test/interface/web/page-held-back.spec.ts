import { describe, expect, it } from '@jest/globals';
import type { QueryBus } from '@nestjs/cqrs';
import type { Request, Response } from 'express';
import { Refused } from '../../../src/application/refusal.js';
import type { AskQuery } from '../../../src/interface/http/envelopes.js';
import type { Sessions } from '../../../src/interface/http/identity/sessions.js';
import { PageController, SENT } from '../../../src/interface/web/page-controller.js';

const SECRET = 'Opdigtet hemmelighed';
const UNRECORDED = new Refused('unavailable', 'The access could not be recorded, so there is no answer. Try again.');
const session = {
  actor: { userId: 'u1', agency: 'SOF', role: 'caseworker' },
  reader: { actor: { userId: 'u1', agency: 'SOF', role: 'caseworker' }, purpose: 'casework' },
  ...{ csrf: 'c', until: '2017-03-10T11:00:00.000Z', row: { issuer: 'demo' } },
};
const CONTEXT = { infohus: 'koebenhavn', infohuse: ['koebenhavn'], plan: undefined, plans: [], glass: [] };

class Pages extends PageController {
  page_(request: Request, response: Response) {
    return this.show(request, response, async (_, __, ask) => ask('CaseAsOf', { id: 'x' }) as Promise<object>);
  }
  elsewhere(request: Request, response: Response) {
    return this.show(request, response, async (_, __, ask) => {
      await ask('CaseAsOf', { id: 'x' });
      return '/cases/x';
    });
  }
  file(request: Request, response: Response) {
    return this.showOrSend(request, response, async (_, __, ask) => {
      response.send(await ask('CaseAsOf', { id: 'x' }));
      return SENT;
    });
  }
}

/** What left, and what of it stood in the log then. `isAway`: nothing can be written. */
async function asked(what: 'page_' | 'elsewhere' | 'file', isAway: boolean) {
  const seen = { left: '', status: 200, wasRecorded: false };
  const record = async () => {
    await new Promise((done) => setImmediate(done));
    if (isAway) throw UNRECORDED;
    seen.wasRecorded = true;
  };
  const bus = {
    async execute({ name, page }: AskQuery) {
      if (name === 'InfohusContext') return CONTEXT;
      if (page?.looks) page.looks.add(record);
      else await record();
      return SECRET;
    },
  };
  const leaves = (text: unknown) => {
    seen.left = `${text}${seen.wasRecorded ? '' : ' (unrecorded)'}`;
  };
  const response = {
    ...{ statusCode: 200, req: { acceptsEncodings: () => 'identity' }, locals: {} },
    status(code: number) {
      seen.status = code;
      return response;
    },
    getHeader: () => undefined,
    setHeader: () => response,
    type: () => response,
    vary: () => response,
    redirect: (_: number, to: string) => leaves(to),
    send: leaves,
  };
  const request = { method: 'GET', url: '/cases/x', query: {}, headers: {}, app: { locals: {} } };
  const sessions = { of: () => session, cookies: { languageIn: () => 'da' } };
  const pages = new Pages(bus as unknown as QueryBus, sessions as unknown as Sessions);
  Object.assign(pages, { openPages: { shownOn: () => undefined } });
  await pages[what](request as unknown as Request, response as unknown as Response);
  return seen;
}

describe('A page leaves', () => {
  it.each(['page_', 'elsewhere', 'file'] as const)('when what it looked at stands in the log: %s', async (what) => {
    const { left, wasRecorded } = await asked(what, false);
    expect(left).toContain(what === 'elsewhere' ? '/cases/x' : SECRET);
    expect([wasRecorded, left]).toEqual([true, expect.not.stringContaining('unrecorded')]);
  });
  it.each(['page_', 'elsewhere', 'file'] as const)('not at all where that cannot be written: %s', async (what) => {
    const { left, status } = await asked(what, true);
    expect(status).toBe(503);
    expect(left).not.toContain(SECRET);
    expect(left).not.toMatch(/^\/cases/);
  });
});
