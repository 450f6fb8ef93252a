import type { Type } from '@nestjs/common';
import type { Door } from './define-door.js';
import { DOORS } from './doors.js';
import { type Route, waysOf } from './ways.js';

/** Every page and every door, for `docs/permissions.md`: what is asked decides who is answered. Routes of the API stand in `docs/api.md`. */
export function waysMarkdown(controllers: readonly Type<unknown>[]): string {
  const ways = waysOf(controllers).flatMap((way) => way.paths.map((path) => ({ ...way, path })));
  const pages = ways.filter(({ path, behind }) => !path.startsWith('/api/') && !('door' in behind));
  return [
    '## Pages',
    '',
    'What a page asks decides who sees it. All ask `InfohusContext`; without a session they lead to `/login`.',
    '',
    '| page | asks | gives commands |',
    '|---|---|---|',
    ...pages.map(({ method, path, behind }) => `| \`${method} ${path}\` | ${asked(behind)} |`),
    '',
    '## Doors',
    '',
    'Every other way in. What stands neither here, nor above, nor in `docs/api.md` stops the start. Whom anybody may use holds nothing about anybody',
    'and leaves no event. `counted`: among the requests a minute (docs/security.md).',
    '',
    '| door | what for | who calls | guarded by | body, bytes | counted | leaves |',
    '|---|---|---|---|---|---|---|',
    ...Object.values(DOORS).map(row),
    '',
  ].join('\n');
}

function asked(behind: Route['behind']): string {
  if ('door' in behind) return '– | –';
  const names = behind.asks.filter((name) => name !== 'InfohusContext');
  return `${names.join(', ') || '–'} | ${behind.gives ? 'yes' : '–'}`;
}
function leftBy(leaves: Door['leaves']): string {
  if ('asks' in leaves) return `what is left by ${leaves.asks.join(', ')}`;
  return 'events' in leaves ? leaves.events.join(', ') : `nothing: ${leaves.nothing}`;
}
function row(door: Door): string {
  const { says, opens, calls, limits, leaves } = door;
  const guard = door.by === 'anybody' ? 'nothing: anybody' : `${door.by}: ${door.proof}`;
  const left = leftBy(leaves);
  const where = opens.map((opening) => `\`${opening}\``).join(', ');
  return `| ${where} | ${says} | ${calls} | ${guard} | ${limits.body} | ${limits.counts === 'caller' ? 'yes' : '–'} | ${left} |`;
}
