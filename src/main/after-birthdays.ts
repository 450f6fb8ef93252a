import type { Alerts } from '../application/processes/alerts/alerts.js';
import type { ComingOfAge } from '../application/processes/coming-of-age.js';
import type { RetentionAlerts } from '../application/processes/retention-alerts.js';
import type { Projector } from '../infrastructure/read-store/projector.js';

/** Whoever came of age is written down before deadlines are looked at; the next birthday, and the next day, ask for the next look too. */
export const afterBirthdays = (
  birthdays: ComingOfAge,
  alerts: Alerts,
  expired: RetentionAlerts,
  projector: Projector,
) => ({
  evaluate: async () => {
    const { given, next } = await birthdays.look();
    if (given > 0) await projector.catchUp();
    const evaluated = await alerts.evaluate();
    const told = await expired.look();
    return {
      raised: evaluated.raised + told.raised,
      refused: evaluated.refused + told.refused,
      next: [next, evaluated.next, told.next].filter((i) => i !== undefined).sort()[0],
    };
  },
});
