import { Leavers, type LeaversDependencies } from '../application/processes/leavers.js';
import { ActiveUsersFile } from '../infrastructure/identity/active-users-file.js';
import type { Config } from './settings.js';

/** Where ACTIVE_USERS_FILE names a list; else no account is closed by itself. */
export const leaversOf = ({ ACTIVE_USERS_FILE: file }: Config, around: Omit<LeaversDependencies, 'list'>) =>
  file ? new Leavers({ list: new ActiveUsersFile(file), ...around }) : undefined;
