/** What to do about the rules of the daily work (rows B of domain.md). */
export const DAILY_RULES: Readonly<Record<string, string>> = {
  'duplicate-statement': 'There is a statement by that id in this case already. Give the statement a new one.',
  'no-such-assessment': 'There is no such assessment in this case. Choose one that was recorded.',
  'own-assessment': 'The assessment is of your own agency. Record a new one, or correct it.',
  'no-such-statement': 'The assessment holds no such statement. Choose one that stands in it.',
  'no-such-goal': 'There is no such goal in this case.',
  'goal-ended': 'The goal was reached or dropped. Set a new one.',
  'type-not-allowed': 'PDF, PNG, JPEG, TIFF, plain text, ODT, DOCX and EML are taken, without macros.',
  'no-such-document': 'There is no such document that you uploaded within the last day, or that hangs here.',
  'already-attached': 'The document hangs on something already. Upload it again to attach it elsewhere.',
  infected: 'The scanner found something in the document. It was not kept.',
  'mentor-not-here': 'The mentor cannot be had here on that day, or not for this kind of course. Choose another one.',
  'mentor-not-cleared':
    'The mentor is not trained, or the certificate has run out. Choose another one, or mend the dates.',
  'mentor-at-capacity': 'The mentor has no place for another course. Choose another one.',
  'mentor-ended': 'The mentor has ended.',
  'has-active-courses': 'The mentor has courses under way. Complete or abort them first.',
  'already-lent': 'The mentor is lent out in that period.',
  'not-lent': 'The mentor is not lent out.',
};
