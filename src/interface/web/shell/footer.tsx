import { CODE_VERSION } from '../../../application/reports/report.js';
import { number } from '../../words/format.js';
import { refreshAddress } from '../live/open-pages.js';
import type { Page } from '../page.js';
import { Keys } from './keys.js';

export function Footer({ page }: { page: Page }) {
  const { say, infohus, session, contact, language, position } = page;
  const pages = [
    ['/hjaelp', 'shell.help'],
    ['/was', 'shell.was'],
    ['/privatliv', 'shell.privacy'],
  ] as const;
  return (
    <footer class="footer">
      <div class="container foot">
        <ul class="nobullet-list nav-list">
          {pages.map(([href, key]) => (
            <li>
              <a href={`${href}${infohus ? `?infohus=${infohus}` : ''}`}>{say(key)}</a>
            </li>
          ))}
          {session ? (
            <>
              <li>
                <a href={`/commands?infohus=${infohus}`}>{say('shell.all-acts')}</a>
              </li>
              <li>
                <a href="/docs">{say('shell.api')}</a>
              </li>
            </>
          ) : null}
        </ul>
        {session ? <Keys page={page} /> : null}
        <p>
          {contact ? `${say('shell.contact')} ${contact} · ` : ''}
          {`${say('product')} · ${say('shell.version')} ${CODE_VERSION}`}
          {page.isOpen ? (
            <>
              {' · '}
              <a href={refreshAddress(page)}>{say('shell.refresh')}</a>
            </>
          ) : null}
          {position === undefined ? '' : ` · ${say('shell.position')} ${number(position, language, false)}`}
        </p>
      </div>
    </footer>
  );
}
