import { z } from 'zod';
import { disclosing, disclosingRules } from '../case/disclosing.js';
import { DISCLOSURE_REFUSALS, type DisclosureAsked, disclosed, disclosureAsked } from '../case/disclosure.js';
import { type CaseState, caseAggregate } from '../case/state.js';
import { concernAggregate } from '../concern/state.js';
import { type Context, type Part, type Send, typed } from '../kernel/decider.js';
import { agencies, agency, code, fixed, ids, infohus, instant } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import type { MeetingState, MeetingSubject } from './state.js';
import { concernRef, isOn, isUnknown, refOf, refsOf, subject } from './subject.js';

const called = {
  infohus,
  kind: z.enum(['ordinary', 'urgent']),
  startsAt: instant,
  invited: agencies,
  concernIds: ids.optional(),
};
const item = { subject, invited: agencies.optional() };
const toldTo = z.strictObject({ toAgency: agency, disclosure: disclosureAsked });
const held = { attendees: fixed(z.array(z.strictObject({ userId: code, agency: code }))) };

export const events = defineEvents('meeting', {
  MeetingCalled: by('CallMeeting', called),
  AgendaItemAdded: by('AddAgendaItem', item),
  MeetingHeld: by('HoldMeeting', held),
  MeetingClosed: by('CloseMeeting', {}),
});
export const commands = defineCommands({
  /** `not-found`: a concern, or a case, that the one who names it may not see. */
  CallMeeting: { who: ['coordinator', 'infohus-police'], on: 'new', fields: called, refusals: ['not-found'] },
  AddAgendaItem: {
    who: ['coordinator'],
    fields: { ...item, disclosures: z.array(toldTo).optional() },
    refusals: ['meeting-closed', 'not-found', 'disclosure-missing', ...DISCLOSURE_REFUSALS],
  },
  HoldMeeting: { who: ['coordinator'], fields: held, refusals: ['meeting-closed'] },
  CloseMeeting: { who: ['coordinator'], fields: {}, refusals: ['meeting-closed'] },
});
const vocabulary = { events, commands };

/** What happened before the closing may be written down late. */
export const over = ({ closedAt }: MeetingState, _: object, { at }: { at: string }) =>
  closedAt !== null && at >= closedAt;

interface Item {
  readonly subject: MeetingSubject;
  readonly invited?: readonly string[] | undefined;
  readonly disclosures?: readonly { readonly toAgency: string; readonly disclosure: DisclosureAsked }[] | undefined;
}
/** One for each invited agency that is not on it already: words spoken in a meeting are disclosed too (domain.md rule 5). */
const lacksDisclosure = ({ subject: about, invited = [], disclosures = [] }: Item, context: Context): boolean =>
  invited.some((agency) => !isOn(agency, about, context) && !disclosures.some((d) => d.toAgency === agency));

/** A basis that asks for something of the case (SEL12B) is met by a case only: of a concern there is none to look at. */
const caseOf = ({ subject: { caseId } }: Item, { read }: Context): CaseState =>
  caseId === undefined ? caseAggregate.initial : read(caseAggregate, caseId);
/** What it is about, as far as the disclosure looks at it: of a concern its documents alone. */
const subjectOf = (item: Item, context: Context): CaseState => {
  const { concernId } = item.subject;
  if (concernId === undefined) return caseOf(item, context);
  const { documents = {} } = context.read(concernAggregate, concernId);
  return { ...caseAggregate.initial, documents };
};
const ofEach = (rule: keyof typeof disclosingRules) =>
  typed((_: MeetingState, item: Item, context) =>
    (item.disclosures ?? []).some((d) => disclosingRules[rule].typed(subjectOf(item, context), d, context)),
  );

/**
 * The InformationDisclosed is of the concern or case: there it is looked for when somebody asks who was told what. However many are told, it is one
 * command: an append writes a stream once.
 */
const tell = ({ subject: about, disclosures = [] }: Item): readonly Send[] => {
  const { of: to, id: aboutId } = refOf(about);
  const [first, ...also] = disclosures.map((d) => ({ toAgency: d.toAgency, disclosure: disclosed(d.disclosure) }));
  return first ? [{ to, id: aboutId, command: 'DiscloseInMeeting', data: { ...first, also } }] : [];
};

/** A meeting of the Infohus (K16-14): called, its agenda, who was there. */
export const agenda: Part<MeetingState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    MeetingCalled: (s, { data: { concernIds = [], ...data }, occurredAt }) => ({
      ...s,
      ...data,
      calledAt: occurredAt,
      concernIds,
      agenda: [...concernIds.map((concernId) => ({ subject: { concernId }, invited: [] })), ...s.agenda],
    }),
    AgendaItemAdded: (s, { data }) => ({
      ...s,
      agenda: [...s.agenda, { subject: data.subject, invited: data.invited ?? [] }],
    }),
    MeetingHeld: (s, { data, occurredAt }) => ({ ...s, heldAt: occurredAt, attendees: data.attendees }),
    MeetingClosed: (s, { occurredAt }) => ({ ...s, closedAt: occurredAt }),
  },
  decide: {
    CallMeeting: {
      reads: (_, { concernIds = [] }) => concernIds.map(concernRef),
      refuse: {
        'not-found': typed((_, { concernIds = [] }, context) =>
          concernIds.some((concernId) => isUnknown({ concernId }, context)),
        ),
      },
      events: (_, data) => [events.MeetingCalled(data)],
    },
    AddAgendaItem: {
      reads: (_, data, context) => [
        ...refsOf(data.subject, context),
        ...(data.disclosures ?? []).flatMap((d) => disclosing.reads(caseOf(data, context), d, context)),
      ],
      opens: (_, data, context) =>
        (data.disclosures ?? []).flatMap((d) => disclosing.opens(caseOf(data, context), d, context)),
      refuse: {
        'meeting-closed': over,
        'not-found': typed((_, data, context) => isUnknown(data.subject, context)),
        'disclosure-missing': typed((_, data, context) => lacksDisclosure(data, context)),
        'disclosure-needs-basis': ofEach('disclosure-needs-basis'),
        'basis-not-for-these-agencies': ofEach('basis-not-for-these-agencies'),
        'no-investigation-purpose': ofEach('no-investigation-purpose'),
        'not-shareable': ofEach('not-shareable'),
        'no-such-document': ofEach('no-such-document'),
      },
      events: (_, { subject: about, invited }) => [events.AgendaItemAdded({ subject: about, invited })],
      send: (_, data) => tell(data),
    },
    HoldMeeting: { refuse: { 'meeting-closed': over }, events: (_, data) => [events.MeetingHeld(data)] },
    CloseMeeting: {
      refuse: { 'meeting-closed': (s) => s.closedAt !== null },
      events: () => [events.MeetingClosed({})],
    },
  },
};
