/** What is worked out of a value that nobody changes, once; it is remembered as long as the value itself. */
export function onceOf<K extends object, T>(work: (of: K) => T): (of: K) => T {
  const known = new WeakMap<K, T>();
  return (of) => {
    if (known.has(of)) return known.get(of) as T;
    const made = work(of);
    known.set(of, made);
    return made;
  };
}
