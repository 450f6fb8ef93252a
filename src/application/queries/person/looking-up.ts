import { addMonths, localDateOf } from '../../../domain/kernel/calendar.js';
import { Sealed } from '../../../domain/kernel/sealed.js';
import { digitsOf, isReplacement } from '../../../domain/person/civil-number.js';
import { kindOf } from '../../../domain/plan/legal-basis.js';
import { type KnownPerson, restrictedSince } from '../../persons.js';
import { type CivilRegistration, RegisterFailed } from '../../ports/civil-register.js';
import { NEVER } from '../../ports/runtime.js';
import { ADVICE, Refused, violated } from '../../refusal.js';
import { uuidOf } from '../../uuid-of.js';
import type { Asking } from '../asking.js';
import { namesOf } from '../names.js';
import { knownPersons, TAKES } from './search-queries.js';

/** What is compared, by its name in ChangePersonDetails. */
export const COMPARED = ['name', 'birthDate', 'cpr', 'address', 'protectedAddress'] as const;
type Compared = Readonly<Partial<Record<(typeof COMPARED)[number], string | null | undefined>>>;
/** Months: custody ends when a person comes of age (forældreansvarsloven § 1). */
const OF_AGE = 18 * 12;

/**
 * The rule that stands against asking the register about a person; null: none. It is asked in the name of the municipality, whose agreement it
 * is, and for what is being worked on (landscape.md section 2).
 */
export function againstLookUp(
  person: KnownPerson,
  parts: readonly { readonly open: boolean }[],
  { civilRegister, reader, may, relations, ownInfohuse, planOf }: Asking,
): string | null {
  if (!civilRegister) return 'register-off';
  const kinds = ownInfohuse().map((infohus) => {
    const plan = planOf(infohus);
    return plan && kindOf(plan, reader.actor.agency);
  });
  const isOfMunicipality = kinds.some((kind) => kind === 'municipal' || kind === 'school');
  if (!isOfMunicipality || !may('read', 'civil-register', relations)) return 'register-for-municipality';
  if (restrictedSince(person) !== null) return 'register-restricted';
  return parts.some(({ open }) => open) ? null : 'register-needs-case';
}

/** Written down first: where it cannot be, nobody is asked. @throws Refused */
export async function asked(
  { id, number, reason }: { readonly id: string; readonly number: string; readonly reason: string },
  { access, civilRegister, reader: { actor, purpose }, vault }: Asking,
): Promise<CivilRegistration> {
  if (!civilRegister) throw violated('register-off');
  const look = { record: 'civil-register', recordId: id, purpose, reason: Sealed.of(reason) };
  const reference = await access.note(actor, 'NoteConsultation', look);
  // Who asks is nobody's business there; who it was can be found here.
  const user = uuidOf(vault.digest('user', `civil-register/${actor.userId}`));
  try {
    return await civilRegister.lookUp(number, { user, reference });
  } catch (error) {
    throw error instanceof RegisterFailed ? refused(error.why, number) : error;
  }
}
function refused(why: RegisterFailed['why'], number: string): Refused {
  if (why === 'not-in-register') return violated(isReplacement(number) ? 'replacement-number' : why);
  return new Refused('unavailable', ADVICE[why] ?? why, { rule: why });
}

/** By its days: where it begins or ends is part of it, an end that is open goes on. */
export function standing(protection: CivilRegistration['protection'], { now }: Pick<Asking, 'now'>) {
  if (!protection) return { state: 'none' as const, from: null, to: null };
  const today = localDateOf(now);
  const { from, to } = protection;
  if (from !== null && from > today) return { state: 'later' as const, from, to };
  return { state: to !== null && to < today ? ('over' as const) : ('now' as const), from, to };
}

/** What the register says otherwise; where it says nothing, nothing is proposed. Numbers that are recorded are not shown. */
export const differing = (recorded: Compared, registered: Compared) =>
  COMPARED.flatMap((field) => {
    const [own = null, there] = [recorded[field], registered[field]];
    if (!there || plain(own) === plain(there)) return [];
    return [{ field, recorded: field === 'cpr' ? null : own, registered: there }];
  });
const plain = (text: string | null): string | undefined => text?.normalize('NFC').replace(/\s+/g, ' ').trim();

/** Who has custody of a minor now, and who of those that the reader may know it is. */
export async function custodiansOf(
  { birthDate, custodians }: CivilRegistration,
  guardians: readonly string[],
  asking: Asking,
) {
  const today = localDateOf(asking.now);
  if (birthDate === null || addMonths(birthDate, OF_AGE) <= today) return [];
  const survivor = await asking.live.survivors();
  const recorded = new Set(guardians.map(survivor));
  const now = custodians.filter(({ until }) => until === null || until > today);
  // As long for one whom the reader may not know as for nobody.
  const enough = now.length === 0 ? undefined : asking.sleep(TAKES, NEVER);
  const proposed = await Promise.all(
    now.map(async ({ until: _, ...custodian }) => {
      const { number, name } = custodian;
      const [personId = null] = number === null ? [] : await knownPersons({ cpr: digitsOf(number) }, asking);
      const names = await namesOf(asking.store, asking.sealing, personId === null ? [] : [personId]);
      const isRecorded = personId !== null && recorded.has(personId);
      return { ...custodian, name: (personId && names.get(personId)) ?? name, personId, isRecorded };
    }),
  );
  await enough;
  return proposed;
}
