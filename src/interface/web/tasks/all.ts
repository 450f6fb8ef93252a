import { commands, type KnownCommand } from '../../../domain/registry.js';
import { amendingTasks, sealedTextTasks } from '../amending/amending.tasks.js';
import { breachTasks } from '../breach/breach.tasks.js';
import { assessmentTasks, goalTasks } from '../case/assessment.tasks.js';
import { courseTasks, securityTasks } from '../case/courses.tasks.js';
import { objectionTasks, offerTasks } from '../case/offers.tasks.js';
import { openingTasks } from '../case/opening.tasks.js';
import { disclosingTasks, dutyTasks, handoverTasks, rectifyingTasks, referralTasks } from '../case/sharing.tasks.js';
import { subjectTasks } from '../case/subjects.tasks.js';
import { workTasks } from '../case/work.tasks.js';
import { endingTasks, qualifyingTasks } from '../concern/concern.tasks.js';
import { intakeTasks } from '../concern/intake.tasks.js';
import { documentTasks } from '../document/document.tasks.js';
import { decidingTasks, planningTasks } from '../meeting/meeting.tasks.js';
import {
  absenceTasks,
  alertTasks,
  disposalTasks,
  glassTasks,
  movingTasks,
  planTasks,
  userTasks,
} from '../operations/operations.tasks.js';
import { erasingTasks, insightTasks, personTasks } from '../person/person.tasks.js';
import { mentorTasks } from '../registers/mentors.tasks.js';
import {
  activityTasks,
  hotlineTasks,
  incidentTasks,
  measuringTasks,
  partnerTasks,
} from '../registers/registers.tasks.js';
import { incomingTasks, transferTasks } from '../transfer/transfer.tasks.js';
import type { Task } from './task.js';

/** Every task there is. A new command has one here before anybody can give it on a page (test/interface/words/tasks.spec.ts). */
export const tasks: Readonly<Record<string, Task>> = {
  ...intakeTasks,
  ...qualifyingTasks,
  ...endingTasks,
  ...openingTasks,
  ...subjectTasks,
  ...workTasks,
  ...assessmentTasks,
  ...goalTasks,
  ...disclosingTasks,
  ...rectifyingTasks,
  ...handoverTasks,
  ...referralTasks,
  ...dutyTasks,
  ...offerTasks,
  ...objectionTasks,
  ...courseTasks,
  ...securityTasks,
  ...personTasks,
  ...insightTasks,
  ...erasingTasks,
  ...planningTasks,
  ...decidingTasks,
  ...activityTasks,
  ...partnerTasks,
  ...incidentTasks,
  ...hotlineTasks,
  ...mentorTasks,
  ...measuringTasks,
  ...alertTasks,
  ...absenceTasks,
  ...glassTasks,
  ...movingTasks,
  ...planTasks,
  ...userTasks,
  ...disposalTasks,
  ...breachTasks,
  ...transferTasks,
  ...incomingTasks,
  ...amendingTasks,
  ...sealedTextTasks,
  ...documentTasks,
};

/** Given by a process of the product only, as its declaration says: no person is asked for it. */
export const isForMachines = ({ definition }: KnownCommand): boolean =>
  definition.who.every((who) => who === 'system' || who === 'internal');

export const taskOf = (name: string): { readonly command: KnownCommand; readonly task: Task } | undefined => {
  const [command, task] = [commands.get(name), tasks[name]];
  return command && task ? { command, task } : undefined;
};
