import { embeddedServer } from '../../../src/infrastructure/embedded-postgres/server.js';
import { openPool } from '../../scenarios/pools.js';
import { multiplier } from '../queries/multiply.js';
import { keepOriginals, multiplyOwed } from '../queries/multiply-owed.js';

/**
 * Makes more cases of those of an installation that is not served, in its read models alone: its lists are long from then on, and the log knows nothing of the
 * copies. Not to be done to data that anybody needs.
 */
export async function moreCases(data: string, wanted: number): Promise<number> {
  const server = await embeddedServer(data);
  try {
    const url = server.url('sagsspor');
    const owner = openPool(url, { max: 1 });
    const more = await multiplier(url);
    try {
      const originals = await more.until(0);
      await keepOriginals(owner, 'open');
      const cases = await more.until(wanted);
      await multiplyOwed(owner, 1, Math.round(cases / originals) - 1);
      await owner.query('drop table original_obligations');
      return cases;
    } finally {
      await more.close();
      await owner.end();
    }
  } finally {
    await server.close();
  }
}
