// A generated file names an event by the commandId of its line; a product knows it by an id of its own.

/** The fields that name an event. */
const NAMING = /"(eventId|decisionId|assessmentId)":"([0-9a-f-]{36})"/g;

/** The lines with other ids in the place of commandIds; what has none stays. */
export const withEventIds = (lines: readonly string[], idOf: (commandId: string) => string | undefined): string[] =>
  lines.map((line) =>
    line.replace(NAMING, (all, field: string, id: string) => {
      const own = idOf(id);
      return own === undefined ? all : `"${field}":"${own}"`;
    }),
  );
