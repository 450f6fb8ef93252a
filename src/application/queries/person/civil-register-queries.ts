import { z } from 'zod';
import { digitsOf, fitsControlDigit, isCivilNumber, isReplacement } from '../../../domain/person/civil-number.js';
import { CIVIL_STATUSES } from '../../ports/civil-register.js';
import { violated } from '../../refusal.js';
import { personRelations } from '../acts/act-queries.js';
import * as a from '../answers.js';
import { defineQueries, query } from '../define-queries.js';
import { idsIn } from '../names.js';
import * as p from '../params.js';
import { againstLookUp, asked, COMPARED, custodiansOf, differing, standing } from './looking-up.js';
import { detailsOf, partsOf, why } from './person-queries.js';

const difference = z.object({
  field: z.enum(COMPARED),
  /** Null: nothing, or what is not shown. */
  recorded: a.orNull(a.text),
  registered: a.text,
});
const custodian = z.object({
  as: z.enum(['mother', 'father', 'other']),
  number: a.orNull(a.text),
  name: a.orNull(a.text),
  birthDate: a.orNull(a.text),
  /** Who of those that the reader may know has that number; null: nobody. */
  personId: a.orNull(a.text),
  /** Stands as one who has custody already. */
  isRecorded: z.boolean(),
});

export const civilRegisterQueries = defineQueries({
  LookUpInCivilRegister: query({
    says: 'What the civil register (CPR) says of a person on a concern or an open case, as what differs from what is recorded; with a reason, written down before the register is asked. Nothing of it is kept: what is right is recorded with ChangePersonDetails',
    path: 'persons/{id}/civil-register',
    method: 'POST',
    params: { id: p.id, reason: why, reveal: z.enum(['address']).optional() },
    answer: z.object({
      personId: a.text,
      status: z.enum(CIVIL_STATUSES),
      /** The recorded number: a replacement, which the register never gave; and whether it has the control digit that most have. */
      number: z.object({ isReplacement: z.boolean(), fitsControlDigit: z.boolean() }),
      protection: z.object({
        state: z.enum(['none', 'now', 'later', 'over']),
        from: a.orNull(a.text),
        to: a.orNull(a.text),
      }),
      /** The register has an address that is protected: it was not asked for, or the protection is not recorded yet. */
      addressHeldBack: z.boolean(),
      differences: a.rowsOf(difference),
      /** Of a minor. */
      custodians: a.rowsOf(custodian),
    }),
    may: { action: 'read', object: 'civil-register', hides: true },
    leaves: { consults: 'person', id: 'id' },
    relations: personRelations,
    reveals: ({ id, reveal, reason }) => (reveal ? { record: reveal, recordId: id, reason } : undefined),
    async find({ id, reason, reveal }, asking) {
      const { details, known, isProtected } = await detailsOf(id, asking);
      const { parts } = await partsOf(known, asking);
      const against = againstLookUp(known, parts, asking);
      if (against) throw violated(against);
      const number = digitsOf(details.cpr ?? '');
      if (number === '') throw violated('number-missing');
      if (!isCivilNumber(number)) throw violated(isReplacement(number) ? 'replacement-number' : 'number-not-real');
      const found = await asked({ id, number, reason }, asking);
      const protection = standing(found.protection, asking);
      const isHidden = protection.state === 'now' || isProtected;
      // A protected address stands here only where it was asked for, and is known to be protected before it could be recorded.
      const isHeldBack = isHidden && !(reveal && isProtected);
      const recorded = {
        ...{ name: details.name, birthDate: details.birthDate, cpr: number },
        ...{ address: details.address, protectedAddress: String(isProtected) },
      };
      return {
        ...{ personId: id, status: found.status, protection },
        number: { isReplacement: isReplacement(number), fitsControlDigit: fitsControlDigit(number) },
        addressHeldBack: isHeldBack && found.address !== null,
        differences: differing(recorded, {
          ...{ name: found.name, birthDate: found.birthDate, cpr: found.number },
          ...{ address: isHeldBack ? null : found.address, protectedAddress: String(protection.state === 'now') },
        }),
        custodians: await custodiansOf(found, idsIn(details.guardians), asking),
      };
    },
  }),
});
