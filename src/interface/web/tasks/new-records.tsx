import { commands } from '../../../domain/registry.js';
import { DoLink } from '../do-link.js';
import { Layout, type Page } from '../layout.js';
import { isForMachines, tasks } from './all.js';
import { mayBegin } from './may-begin.js';

/** What begins by itself, and on no record. A case is opened on its concern. */
const ELSEWHERE = new Set(['OpenCase']);

export function NewRecordsPage({ page }: { page: Page }) {
  const names = [...commands.values()]
    .filter((c) => c.definition.on !== undefined && !isForMachines(c) && c.name in tasks && !ELSEWHERE.has(c.name))
    .map((c) => c.name)
    .filter((name) => mayBegin(page, name));
  return (
    <Layout page={page} title={page.say('commands.title')}>
      <ul class="nobullet-list actions">
        {names.map((name) => (
          <li>
            <DoLink page={page} command={name} />
          </li>
        ))}
      </ul>
    </Layout>
  );
}
