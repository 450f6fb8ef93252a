import type { Request, Response } from 'express';
import type { Paged } from '../../application/queries/paging.js';
import { cursorOf } from '../lists.js';

/** The rows alone, as without pages; where the list goes on stands in the Link header (RFC 8288), so that the JSON keeps its shape. */
export function paged<R>(request: Request, response: Response, { rows, below, above }: Paged<R>): readonly R[] {
  const link = (cursor: string, rel: string) => {
    const query = new URLSearchParams(request.url.split('?')[1]);
    query.set('cursor', cursor);
    query.delete('after'); // the next page need not wait again
    return `<${request.path}?${query}>; rel="${rel}"`;
  };
  const links = [
    ...(below ? [link(cursorOf('below', below), 'next')] : []),
    ...(above ? [link(cursorOf('above', above), 'prev')] : []),
  ];
  if (links.length > 0) response.setHeader('Link', links.join(', '));
  return rows;
}
