interface Choice {
  readonly code: string;
  readonly name: string;
}

/** The entries of a list that one is chosen from. `empty`: what stands first where nothing is chosen yet. */
export function Options({ of, chosen, empty }: { of: readonly Choice[]; chosen?: string; empty?: string }) {
  return (
    <>
      {empty === undefined ? null : <option value="">{empty}</option>}
      {of.map(({ code, name }) => (
        <option value={code} selected={code === chosen}>
          {name}
        </option>
      ))}
    </>
  );
}
