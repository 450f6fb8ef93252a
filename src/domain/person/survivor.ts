/** Merged persons are one (commands.md, *Merged persons*): who a person is now. */
export type Survivor = (personId: string) => string;

/** From whom each id was merged into. Only old logs can hold a circle; it is one person too: the least of its ids. */
export function survivorBy(into: (personId: string) => string | null | undefined): Survivor {
  return (personId) => {
    const passed = [personId];
    for (let next = into(personId); next; next = into(next)) {
      const circle = passed.indexOf(next);
      if (circle >= 0) return passed.slice(circle).sort()[0] ?? next;
      passed.push(next);
    }
    return passed.at(-1) ?? personId;
  };
}
/** Where nobody was merged. */
export const eachAlone: Survivor = (personId) => personId;
