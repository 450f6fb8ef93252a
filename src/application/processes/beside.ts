/**
 * Work that waits for others (another installation may take a minute not to answer), beside what must not wait for it: begun where none of it is under
 * way, and not waited for. What failed is said at the next call.
 */
export function beside(work: () => Promise<unknown>): () => Promise<void> {
  let isUnderWay = false;
  let failed: { readonly error: unknown } | undefined;
  return async () => {
    const before = failed;
    failed = undefined;
    if (!isUnderWay) {
      isUnderWay = true;
      void work()
        .catch((error: unknown) => {
          failed = { error };
        })
        .finally(() => {
          isUnderWay = false;
        });
    }
    if (before) throw before.error;
  };
}
