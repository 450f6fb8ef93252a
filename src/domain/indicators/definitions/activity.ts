import { count, dateInYear } from '../counting.js';
import type { Definition } from '../definition.js';

/** K20-3, K24-2, K24-5, KØ-8. */
export const activity: Definition = {
  kind: 'activity',
  version: 1,
  told: { family: 'activities', place: 1 },
  wording: {
    da: {
      counts:
        'Deltagere, arrangementer eller aftaler i året, som planens mål siger. Deltagere og arrangementer: aktiviteter af målets art, og den skoleform, det nævner, holdt i året (dagen for aktiviteten), som de senest er rettet; deltager en person flere gange, tæller hver gang. Aftaler: samarbejdsaftaler underskrevet i året (dagen på papiret). Uden et mål i planen er der intet tal.',
    },
    en: {
      counts:
        'Participants, events or agreements in the year, as the goal of the plan says. Participants and events: activities of the kind of the goal, and of the type of school it names, held in the year (the day of the activity), as last corrected; a person who takes part several times counts each time. Agreements: those with partners signed in the year (the day on the paper). Without a goal in the plan there is no figure.',
    },
  },
  count: ({ facts, year, plan, definition }) => {
    const goal = plan.goals.find((g) => g.indicator === definition.id);
    if (!goal) return count(null);
    if (goal.count === 'agreements') return count(facts.agreements.filter((a) => dateInYear(a.signedOn, year)).length);
    const held = facts.activities.filter(
      (a) =>
        a.kind === goal.activityKind &&
        dateInYear(a.heldOn, year) &&
        (goal.schoolType === null || a.schoolType === goal.schoolType),
    );
    return count(goal.count === 'events' ? held.length : held.reduce((sum, a) => sum + a.participants, 0));
  },
};
