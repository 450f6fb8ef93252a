import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { asSuperuser, sagsspor, serving, until } from '../support/cli.js';
import { cluster } from '../support/data-folder.js';
import { idFor, opened, registered, substantiated } from '../support/given.js';
import { WHOLE } from '../support/sample.js';

const folder = mkdtempSync(join(tmpdir(), 'sagsspor-alerts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const line = (command: string, id: string, at: string, agency: string, role: string, data: object) =>
  JSON.stringify({
    command,
    id: idFor(id),
    at,
    actor: { userId: `${agency}-${role}`.toLowerCase(), agency, role },
    data,
  });
const AT = '2016-03-01T10:00:00+01:00';
/** One concern that was triaged in time, long before it was imported, and one that nobody ever decided on. */
const FILE = [
  line('RegisterConcern', 'c', AT, 'BIF', 'coordinator', registered('koebenhavn', AT)),
  line('QualifyConcern', 'c', AT, 'BIF', 'coordinator', substantiated),
  line('OpenCase', 'k', AT, 'BIF', 'coordinator', opened('koebenhavn', 'c', 'SOF')),
  line('TriageCase', 'k', AT, 'BIF', 'coordinator', { toAgency: 'SOF', decision: 'opdigtet' }),
  line('RegisterConcern', 'd', AT, 'BIF', 'coordinator', registered('koebenhavn', AT)),
].join('\n');

const alertsOn = (data: string) =>
  asSuperuser(data, async (client) => {
    const { rows } = await client.query<{ type: string; n: number }>(
      `select type, count(*)::int as n from event where stream like 'deadline-%' group by type order by type`,
    );
    return Object.fromEntries(rows.map((r) => [r.type, r.n]));
  });

describe('Alerts on a real database', () => {
  it('are raised by an import for what still holds at its end, and once, whatever is imported or killed again', async () => {
    const data = join(folder, 'data');
    const file = join(folder, 'file.ndjson');
    writeFileSync(file, FILE);
    await cluster(data);
    expect((await sagsspor('import', file, '--data', data)).status).toBe(0);
    await serving(data, async (url, kill) => {
      // Overdue for ten years: the triage to the coordinator at once, to the leader a day after it was due; the review of the case that nobody
      // touched since (B-9) to its caseworker, to the coordinator and to the leader.
      expect(await alertsOn(data)).toEqual({ DeadlineAlertRaised: 5 });
      const session = await fetch(`${url}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ user: 'bif-tovholder' }),
      });
      const { token } = (await session.json()) as { token: string };
      const asked = { headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' } };
      const inbox = (await (await fetch(`${url}/api/inbox?infohus=koebenhavn`, asked)).json()) as {
        alerts: { deadlineId: string; obligation: string; state: string }[];
      };
      expect(inbox.alerts).toMatchObject([
        { obligation: 'triage', state: 'overdue', concernId: idFor('d') },
        { obligation: 'dormant-review', state: 'overdue', caseId: idFor('k') },
      ]);
      await kill();
    });
    // A second kill, before anything was asked of it; `npm run whole` only.
    if (WHOLE) await serving(data, async (_, kill) => kill());
    expect((await sagsspor('import', file, '--data', data)).status).toBe(0);
    await serving(data, async (url) => {
      await until(async () => ((await fetch(`${url}/login`)).ok ? true : undefined));
      expect(await alertsOn(data)).toEqual({ DeadlineAlertRaised: 5 });
    });
  });
});
