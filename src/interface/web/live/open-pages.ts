import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Shown } from '../../../application/queries/shown.js';
import type { Session } from '../../http/identity/sessions.js';
import type { Page } from '../page.js';

/** Pages of all sessions; what is forgotten is opened anew, and written down whole. */
const MOST = 2_000;
/** In an address: what it shows is open already, and is looked at again. */
export const REFRESH = 'refresh';
export const refreshAddress = ({ address }: Pick<Page, 'address'>): string =>
  `${address}${address.includes('?') ? '&' : '?'}${REFRESH}=1`;

/**
 * The pages that stay open, of each session and local day, by their address. Whoever opens one begins it anew, so that it is an access event again;
 * whoever refreshes it leaves only what newly appeared (domain.md section 4).
 */
@Injectable()
export class OpenPages {
  private readonly pages = new LRUCache<string, Shown>({ max: MOST });

  shownOn(
    { address, today }: Pick<Page, 'address' | 'today'>,
    { row }: Pick<Session, 'row'>,
    isRefresh: boolean,
  ): Shown {
    const key = JSON.stringify([row.hash, today, address]);
    const shown = (isRefresh ? this.pages.get(key) : undefined) ?? new Map();
    this.pages.set(key, shown);
    return shown;
  }
}
