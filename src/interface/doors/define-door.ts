import type { QueryName } from '../../application/queries/catalogue.js';
import type { events } from '../../domain/identity/login.js';

/** `GET /login/:name`, as Express writes a path; `ANY /assets` is everything below it. */
export type Opening = `${'GET' | 'POST' | 'DELETE' | 'ANY'} /${string}`;

interface AnyWay {
  /** What it is for, in a sentence. */
  readonly says: string;
  readonly opens: readonly [Opening, ...Opening[]];
  /** Who comes this way. */
  readonly calls: string;
  readonly limits: {
    /** Bytes of a body that are read; 0: none is. */
    readonly body: number;
    /** `caller`: it counts among the requests a minute of its address and of its user or of nobody. `nobody`: it costs nothing and is not counted. */
    readonly counts: 'caller' | 'nobody';
  };
}

/** Anybody may come. So it holds nothing about anybody, and leaves no event: nobody can fill the log by it. */
interface PublicDoor extends AnyWay {
  readonly by: 'anybody';
  readonly leaves: { readonly nothing: string };
}
/** Who comes has proven something, and by what stands here. */
interface GuardedDoor extends AnyWay {
  readonly by: 'session' | 'calendar' | 'provider' | 'installation' | 'demo';
  readonly proof: string;
  readonly leaves:
    | { readonly nothing: string }
    | { readonly events: readonly (keyof typeof events)[] }
    /** What these queries leave. */
    | { readonly asks: readonly QueryName[] };
}

/** A way in that is neither a declared query nor a declared command (issue 15 item 2). */
export type Door = PublicDoor | GuardedDoor;

/** Doors by their names. */
export const defineDoors = <const D extends Readonly<Record<string, Door>>>(declared: D): D => declared;

const patterns = new WeakMap<Door, readonly (readonly [method: string, path: RegExp])[]>();
function patternsOf(door: Door) {
  const made = patterns.get(door) ?? door.opens.map(patternOf);
  patterns.set(door, made);
  return made;
}
function patternOf(opening: Opening): readonly [string, RegExp] {
  const [method = '', path = ''] = opening.split(' ');
  const below = method === 'ANY' ? '(?:/.*)?' : '/?';
  return [method, new RegExp(`^${path.replaceAll(/[.+]/g, '\\$&').replaceAll(/:\w+/g, '[^/]+')}${below}$`)];
}

/** Whether a request, or a route of a server, is this door's. HEAD is answered where GET is. */
export const isAt = (door: Door, method: string, path: string): boolean =>
  patternsOf(door).some(
    ([own, pattern]) => (own === 'ANY' || own === (method === 'HEAD' ? 'GET' : method)) && pattern.test(path),
  );
