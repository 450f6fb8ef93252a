import type { commands } from '../../../domain/mentor/mentor.js';
import { codes, infohuse, offerKinds, otherInfohuse, ownInfohuse } from '../tasks/from-plan.js';
import { ownInfohus, today } from '../tasks/situation.js';
import { date, line, number, one, some, type Tasks, text } from '../tasks/task.js';

const left = { value: () => '', optional: true } as const;
export const LANGUAGES = ['danish', 'english', 'arabic', 'somali', 'turkish', 'urdu', 'farsi'] as const;
const mentor = {
  infohus: one(['Infohus', 'Infohus'], ownInfohuse, { value: ownInfohus }),
  name: line(['Navn', 'Name']),
  kinds: some(['Hvilken støtte giver vedkommende?', 'Which support is given?'], offerKinds),
  languages: some(['Sprog', 'Languages'], codes(...LANGUAGES), { optional: true }),
  capacity: number(['Hvor mange forløb ad gangen?', 'How many courses at once?']),
  trainedOn: date(['Uddannet den', 'Trained on'], { optional: true }),
  certificateUntil: date(['Børneattest gælder til', 'Certificate until'], { optional: true }),
};

/** The corps of mentors and coaches, and who lends whom. */
export const mentorTasks: Tasks<typeof commands> = {
  RegisterMentor: { now: true, fields: mentor },
  ChangeMentor: {
    note: ['Det, der står tomt, bliver, som det er.', 'What is left empty stays as it is.'],
    fields: {
      ...mentor,
      infohus: { ...mentor.infohus, ...left, of: infohuse },
      name: { ...mentor.name, ...left },
      kinds: { ...mentor.kinds, optional: true },
      capacity: { ...mentor.capacity, ...left },
    },
  },
  EndMentor: { fields: { reason: text(['Hvorfor holder vedkommende op?', 'Why does the mentor stop?']) } },
  LendMentor: {
    fields: {
      toInfohus: one(['Til hvilket Infohus?', 'To which Infohus?'], otherInfohuse),
      from: date(['Første dag', 'First day'], { value: today }),
      to: date(['Sidste dag', 'Last day']),
    },
  },
  ReturnMentor: { fields: {} },
};
