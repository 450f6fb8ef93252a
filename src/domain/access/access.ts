import { z } from 'zod';
import { compose } from '../kernel/compose.js';
import type { Part } from '../kernel/decider.js';
import { code, id, ids, text, whole } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import { breakGlass } from './break-glass.js';
import { type AccessState, accessAggregate, counted } from './state.js';

export const PURPOSES = ['casework', 'reporting', 'audit', 'operation'] as const;
const purpose = z.enum(PURPOSES);
/** Criteria are codes, ids and instants only, never free text. */
const criteria = z.record(z.string(), z.string().max(80));

const consulted = { record: code, recordId: z.string().max(80), purpose, asOf: z.string().max(40).optional() };
/** Why something was asked for that is not shown by the way. */
const consultedFor = { ...consulted, reason: text.optional() };
const searched = { list: code, criteria, purpose, count: z.int(), found: z.array(z.string()).optional() };
const exported = { export: code, criteria, purpose };
const denied = { action: code, record: code, recordId: z.string().max(80), purpose };
/** What somebody wrote in these access events is gone: they were kept as long as the plan says. `authorisation`: as the list of destroyed keys names it. */
const expired = { authorisation: id, keys: whole, erased: ids };

export const events = defineEvents('access', {
  RecordConsulted: by('NoteConsultation', consulted).next(consultedFor),
  SearchPerformed: by('NoteSearch', searched),
  ExportMade: by('NoteExport', exported),
  AccessDenied: by('NoteDenial', denied),
  AccessExpired: by('ExpireAccess', expired),
});
export const commands = defineCommands({
  NoteConsultation: { who: ['internal'], on: 'either', fields: consultedFor, refusals: [] },
  NoteSearch: { who: ['internal'], on: 'either', fields: searched, refusals: [] },
  NoteExport: { who: ['internal'], on: 'either', fields: exported, refusals: [] },
  ExpireAccess: { who: ['internal'], on: 'either', fields: expired, refusals: [] },
  NoteDenial: { who: ['internal'], on: 'either', fields: denied, refusals: [] },
});
const vocabulary = { events, commands };

/**
 * Who looked at what, when and for what purpose (domain.md rule 11): written before the answer leaves. The commands are internal: a query
 * gives them, never a person.
 */
const log: Part<AccessState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    RecordConsulted: counted,
    SearchPerformed: counted,
    ExportMade: counted,
    AccessDenied: counted,
    AccessExpired: counted,
  },
  decide: {
    NoteConsultation: { refuse: {}, events: (_, data) => [events.RecordConsulted(data)] },
    NoteSearch: { refuse: {}, events: (_, data) => [events.SearchPerformed(data)] },
    NoteExport: { refuse: {}, events: (_, data) => [events.ExportMade(data)] },
    ExpireAccess: { refuse: {}, events: (_, data) => [events.AccessExpired(data)] },
    NoteDenial: { refuse: {}, events: (_, data) => [events.AccessDenied(data)] },
  },
};

export const access = compose(
  accessAggregate,
  {
    exists: (s) => s.count > 0,
    infohus: (s) => s.glass?.infohus,
    since: (s) => s.glass?.usedAt ?? null,
    amended: 'never',
  },
  [log, breakGlass],
);
