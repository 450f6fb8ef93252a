import { compose } from '../kernel/compose.js';
import { type AggregateType, type Part, typed } from '../kernel/decider.js';
import { code, fixed, infohus, localDate, openText, sha256 } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';

/** Which plans an Infohus has adopted, by whom and from when (KØ-12, domain.md rule 14). */
export interface AdoptionState {
  readonly adopted: readonly {
    readonly planId: string;
    /** The content that was adopted. */
    readonly planHash: string;
    readonly from: string;
    readonly to: string | null;
  }[];
}
export const adoptionAggregate: AggregateType<AdoptionState, 'plan'> = { aggregate: 'plan', initial: { adopted: [] } };

const adoption = {
  infohus,
  planId: fixed(code),
  adoptedBy: openText,
  from: localDate,
  to: localDate.optional(),
};
export const events = defineEvents('plan', { PlanAdopted: by('AdoptPlan', { ...adoption, planHash: fixed(sha256) }) });
export const commands = defineCommands({
  AdoptPlan: {
    who: ['administrator', 'coordinator'],
    on: 'either',
    fields: adoption,
    refusals: ['unknown-plan'],
  },
});
const vocabulary = { events, commands };

const adopting: Part<AdoptionState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    PlanAdopted: (s, { data: { planId, planHash, from, to = null } }) => ({
      adopted: [...s.adopted.filter((a) => a.planId !== planId), { planId, planHash, from, to }],
    }),
  },
  decide: {
    AdoptPlan: {
      refuse: {
        'unknown-plan': typed(
          (_, { planId, infohus }, { plans }) => !plans.some((p) => p.planId === planId && p.infohus === infohus),
        ),
      },
      events: (_, data, { planHash }) => [events.PlanAdopted({ ...data, planHash: planHash(data.planId) })],
    },
  },
};

export const plan = compose(
  adoptionAggregate,
  {
    exists: (s) => s.adopted.length > 0,
    infohus: () => undefined,
    since: () => null,
    amended: 'never',
    streamId: (_, { infohus }) => String(infohus),
  },
  [adopting],
);
