import { to as copyTo } from 'pg-copy-streams';
import { withClient } from '../../scenarios/pools.js';

/** The log read through. */
export interface Copied {
  readonly events: number;
  readonly bytes: number;
  readonly seconds: number;
  readonly rate: number;
}

/** The log read as fast as Node can take it: what a rebuild, which must also fold and write, is measured against. */
export function copyOut(url: string): Promise<Copied> {
  return withClient(url, async (client) => {
    const began = performance.now();
    const copying = client.query(copyTo('copy event to stdout'));
    let bytes = 0;
    for await (const chunk of copying as AsyncIterable<Buffer>) bytes += chunk.length;
    const seconds = (performance.now() - began) / 1000;
    const events = copying.rowCount;
    return { events, bytes, seconds, rate: events / seconds };
  });
}
