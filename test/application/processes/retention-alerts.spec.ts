import { beforeEach, describe, expect, it } from '@jest/globals';
import { systemActor, systemCommand } from '../../../src/application/commands/system-command.js';
import { letterAbout } from '../../../src/application/processes/post/alert-letter.js';
import { RetentionAlerts } from '../../../src/application/processes/retention-alerts.js';
import { actorOf, caseOfSof, give, idFor, registered, substantiated } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

const at = (day: string) => `${day}T10:00:00.000Z`;
const infohus = 'koebenhavn';

describe('What has been kept as long as the plan allows', () => {
  let today: string;
  let product: ReturnType<typeof memoryInstallation>;
  let alerts: RetentionAlerts;
  const process = () => new RetentionAlerts({ ...product, models: product.live, clock: { now: () => today } });
  const told = async () =>
    (await product.log())
      .filter((e) => e.type === 'DeadlineAlertRaised' || e.type === 'DeadlineMet')
      .map(({ type, data }) => [type, (data as { dueAt: string }).dueAt.slice(0, 10)]);
  const close = (day: string) =>
    give(product, 'SOF:caseworker', 'CloseCase', 'k', at(day), { reason: 'risk-over', handedTo: 'ingen' });

  beforeEach(async () => {
    today = at('2021-06-08');
    product = memoryInstallation(() => today);
    await caseOfSof(product, [at('2016-03-01'), at('2016-03-02'), at('2016-03-03')]);
    await close('2016-06-08');
    alerts = process();
  });

  it('is told to compliance on the day after its last, once, whoever looks and however often', async () => {
    expect(await alerts.look()).toEqual({ raised: 0, refused: 0, next: '2021-06-08T22:00:00.000Z' });
    today = at('2021-06-09');
    expect(await alerts.look()).toMatchObject({ raised: 1, refused: 0, next: '2021-06-09T22:00:00.000Z' });
    expect(await alerts.look()).toMatchObject({ raised: 0 });
    // After a start nothing is remembered, and nothing is told twice.
    expect(await process().look()).toMatchObject({ raised: 0 });
    const [alert] = (await product.log()).filter((e) => e.type === 'DeadlineAlertRaised');
    const said = { obligation: 'retention', state: 'overdue', to: 'compliance', agency: 'BIF', infohus };
    expect(alert?.data).toMatchObject(said);
    // Which case it is, is known on the page of compliance alone.
    expect(JSON.stringify(alert)).not.toContain(idFor('k'));
    const reader = { actor: actorOf('BIF:compliance:u1'), purpose: 'audit' } as const;
    expect(await product.ask(reader, 'Retention', { infohus })).toMatchObject([{ state: 'due', alertedAt: today }]);
  });

  it('is told of anew where it was opened again, and that period is over too', async () => {
    today = at('2021-06-09');
    await alerts.look();
    await give(product, 'SSP:caseworker', 'RegisterConcern', 'c2', today, registered(infohus, today));
    await give(product, 'BIF:coordinator', 'QualifyConcern', 'c2', today, substantiated);
    await give(product, 'BIF:coordinator', 'ReopenCase', 'k', today, { concernId: idFor('c2') });
    today = at('2022-01-02');
    await close('2022-01-01');
    expect(await alerts.look()).toMatchObject({ raised: 0 });
    today = at('2027-01-02');
    expect(await alerts.look()).toMatchObject({ raised: 1 });
    expect(await told()).toEqual([
      ['DeadlineAlertRaised', '2021-06-08'],
      ['DeadlineAlertRaised', '2027-01-01'],
    ]);
  });

  it('is told to be done once it was disposed of, and waits as long as the archive blocks it', async () => {
    today = at('2021-06-09');
    await alerts.look();
    const records = [{ kind: 'case', recordId: idFor('k') }];
    await give(product, 'BIF:compliance:u1', 'ProposeDisposal', 'd', today, { records, ground: 'udløbet' });
    today = at('2021-06-10');
    expect(await alerts.look()).toMatchObject({ raised: 0 });
    await give(product, 'BIF:compliance:u2', 'AuthoriseDisposal', 'd', today, { archiveClearance: 'aflevering 17' });
    const data = { authorisation: idFor('decided'), kind: 'case', recordId: idFor('k'), keys: 1, erased: [] };
    const [by, commandId] = [systemActor('eraser', 'installation'), idFor('gone')];
    const given = { id: idFor('d'), at: today, data, body: {}, actor: by, commandId };
    await product.executor.execute(systemCommand('disposal', 'DisposeRecord', given));
    today = at('2021-06-11');
    expect(await alerts.look()).toMatchObject({ raised: 1 });
    expect(await told()).toEqual([
      ['DeadlineAlertRaised', '2021-06-08'],
      ['DeadlineMet', '2021-06-08'],
    ]);
  });

  it('is one line of a letter, however much it is', () => {
    const one = { obligation: 'retention', state: 'overdue', dueAt: at('2021-06-08'), infohus };
    const { text } = letterAbout([one, one, one], 'https://sagsspor.example');
    expect(text).toContain('- Opbevaringsfristen er udløbet: 3\n');
  });
});
