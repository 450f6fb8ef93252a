import { Refused } from '../../../application/refusal.js';
import { problemOf } from '../../http/problem.js';
import { adviceIn, messageIn } from '../../words/refusals.js';
import type { Page } from '../layout.js';
import type { Problem } from './problem.js';

/** Who has logged in anew, in another tab, has a form of the login before: it is looked at again, and then taken. */
export class FormOfAnotherLogin extends Error {}

/** The form was sent already, with other content, or the id of its record is taken: the same again would be refused for ever. */
export const USED = new Set(['idempotency-mismatch', 'already-exists']);

export function problemOn(page: Page, error: unknown): { status: number; code: string; problem: Problem } {
  if (error instanceof FormOfAnotherLogin)
    return { status: 403, code: 'another-login', problem: { detail: page.say('form.another-login'), errors: [] } };
  const { status, body } = problemOf(error);
  const errors = (body.errors ?? []).map((e) => ({ ...e, message: messageIn(page.language, e.message) }));
  const login = error instanceof Refused && error.rule === 'step-up-needed';
  const again = USED.has(body.code) ? ` ${page.say('form.sent-before')}` : '';
  const detail = `${adviceIn(page.language, body)}${again}`;
  return { status, code: body.code, problem: { detail, errors, ...(login ? { login } : {}) } };
}
