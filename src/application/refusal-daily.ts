/** What to do about the rules of the daily work (rows B of domain.md). */
export const DAILY_RULES: Readonly<Record<string, string>> = {
  'duplicate-statement': 'There is a statement by that id in this case already. Give the statement a new one.',
  'no-such-assessment': 'There is no such assessment in this case. Choose one that was recorded.',
  'own-assessment': 'The assessment is of your own agency. Record a new one, or correct it.',
  'no-such-statement': 'The assessment holds no such statement. Choose one that stands in it.',
  'no-such-goal': 'There is no such goal in this case.',
  'goal-ended': 'The goal was reached or dropped. Set a new one.',
};
