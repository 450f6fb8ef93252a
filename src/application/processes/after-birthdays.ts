import type { Alerts } from './alerts/alerts.js';
import type { ComingOfAge } from './coming-of-age.js';
import type { RetentionAlerts } from './retention-alerts.js';

/** Whoever came of age is written down before deadlines are looked at; the next birthday, and the next day, ask for the next look too. */
export const afterBirthdays = (
  birthdays: Pick<ComingOfAge, 'look'>,
  alerts: Pick<Alerts, 'evaluate'>,
  expired: Pick<RetentionAlerts, 'look'>,
  models: { catchUp(): Promise<unknown> },
) => ({
  evaluate: async () => {
    const { given, next } = await birthdays.look();
    if (given > 0) await models.catchUp();
    const evaluated = await alerts.evaluate();
    const told = await expired.look();
    return {
      raised: evaluated.raised + told.raised,
      refused: evaluated.refused + told.refused,
      next: [next, evaluated.next, told.next].filter((i) => i !== undefined).sort()[0],
    };
  },
});
