import { createHash } from 'node:crypto';
import { purposeOf } from '../../src/application/authorization/policy.js';
import type { Reader } from '../../src/application/authorization/reader.js';
import { parseRequest } from '../../src/application/commands/request.js';
import type { Actor, Role } from '../../src/domain/kernel/event.js';
import type { memoryInstallation } from './installation.js';

/** Ids that read as what they stand for in a test. */
export function idFor(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** `agency:role`, a user of that agency. */
export function actorOf(text: string): Actor {
  const [agency = '', role = '', userId = `${agency}-${role}`] = text.split(':');
  return { userId: userId.toLowerCase(), agency, role: role as Role };
}

/** That user, for the purpose that the role works for. */
export const readerOf = (who: string): Reader => {
  const actor = actorOf(who);
  return { actor, purpose: purposeOf(actor.role) };
};

let given = 0;
/** Gives one command as somebody; a refusal is thrown. */
export async function give(
  product: Pick<ReturnType<typeof memoryInstallation>, 'executor'>,
  who: string,
  name: string,
  id: string,
  at: string,
  data: object,
) {
  const request = parseRequest(name, { id: idFor(id), at, data });
  return product.executor.execute({
    request,
    actor: actorOf(who),
    kind: 'person',
    commandId: idFor(`command ${++given}`),
  });
}

/** The rule (or code) by which something was refused; undefined where it was accepted. */
export async function refusalOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    const { rule, code } = error as { rule?: string | null; code?: string };
    return rule ?? code ?? String(error);
  }
}

const SUBJECT = { personId: idFor('a person'), role: 'focus', ageGroup: 'adult' };
export const registered = (infohus: string, receivedAt: string) => ({
  infohus,
  channel: 'professional',
  receivedAt,
  subjects: [SUBJECT],
  description: 'opdigtet',
});
export const substantiated = { outcome: 'substantiated', method: 'discussion', participants: [], grounds: 'opdigtet' };
export const opened = (infohus: string, concern: string, responsibleAgency: string) => ({
  infohus,
  concernIds: [idFor(concern)],
  caseType: 'adult',
  level: 'targeted',
  responsibleAgency,
  subjects: [SUBJECT],
});
/** SOF's case `k` of København, made of the concern `c`: registered by SSP, qualified and opened by the coordinator, each at its time. */
export async function caseOfSof(
  product: Parameters<typeof give>[0],
  [registers, qualifies, opens]: readonly [string, string, string],
) {
  await give(product, 'SSP:caseworker', 'RegisterConcern', 'c', registers, registered('koebenhavn', registers));
  await give(product, 'BIF:coordinator', 'QualifyConcern', 'c', qualifies, substantiated);
  await give(product, 'BIF:coordinator', 'OpenCase', 'k', opens, opened('koebenhavn', 'c', 'SOF'));
}
