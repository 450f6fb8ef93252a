import type { ErasureDependencies } from '../../src/application/erasing/erasures.js';

type Outside = Pick<ErasureDependencies, 'vault' | 'destroyed' | 'segments' | 'executor' | 'documents'> & {
  readonly typed?: ErasureDependencies['typed'];
};

/** The same, and after the nth thing that an erasure does to the outside was done, this happens: it fails, or its process is killed. */
export function afterStep<T extends Outside>(step: number, around: T, then: () => void): T {
  let done = 0;
  const counted =
    <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      const result = await work(...args);
      if (++done === step) then();
      return result;
    };
  const { vault, destroyed, segments, executor, documents, typed } = around;
  return {
    ...around,
    ...(typed ? { typed: { forget: counted((by: string) => typed.forget(by)) } } : {}),
    vault: Object.assign(Object.create(vault), {
      keysOf: counted((scopes: readonly string[]) => vault.keysOf(scopes)),
      destroyKeys: counted((ids: readonly string[]) => vault.destroyKeys(ids)),
    }),
    destroyed: {
      entries: () => destroyed.entries(),
      add: counted((entry: Parameters<typeof destroyed.add>[0]) => destroyed.add(entry)),
    },
    documents: {
      removeOf: counted((...of: Parameters<typeof documents.removeOf>) => documents.removeOf(...of)),
    },
    segments: { erase: counted((refs: Parameters<typeof segments.erase>[0]) => segments.erase(refs)) },
    executor: { execute: counted((given: Parameters<typeof executor.execute>[0]) => executor.execute(given)) },
  };
}
