import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { madeOnce } from '../made-once.js';

const { PROGRAMFILES = '', LOCALAPPDATA = '' } = process.env;
/** Where Chrome, Chromium and Edge install themselves. */
const INSTALLED: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'].map((name) =>
    join('/usr/bin', name),
  ),
  darwin: ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
    (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
  ),
  win32: [PROGRAMFILES, `${PROGRAMFILES} (x86)`, LOCALAPPDATA].flatMap((folder) => [
    join(folder, 'Google/Chrome/Application/chrome.exe'),
    join(folder, 'Microsoft/Edge/Application/msedge.exe'),
  ]),
};
export const MISSING =
  'No browser could be started, and a page that no browser has opened is not tested. Install Google Chrome or Chromium (Debian: apt-get install chromium; macOS and Windows: https://www.google.com/chrome/), and run the test again.';

/** The browser of the npm package, else one that is installed. @throws where there is none: a test without a browser fails, it is not skipped */
export async function launch(candidates: () => AsyncIterable<string> = browsers): Promise<Browser> {
  const tried: string[] = [];
  for await (const executablePath of candidates()) {
    // A launch that fails leaves its folders behind: what is not there is not launched.
    if (!existsSync(executablePath)) {
      tried.push(`${executablePath}: is not there`);
      continue;
    }
    try {
      return await chromium.launch({
        executablePath,
        args: ['--no-sandbox', '--font-render-hinting=none'],
        timeout: 0,
      });
    } catch (error) {
      tried.push(`${executablePath}: ${String(error).split('\n', 3).join(' ')}`);
    }
  }
  throw new Error([MISSING, ...tried].join('\n'));
}

async function* browsers(): AsyncGenerator<string> {
  if (process.platform === 'linux' && process.arch === 'x64') yield await unpacked();
  yield* (INSTALLED[process.platform] ?? []).filter((path) => existsSync(path));
}

const UNPACK = `import chromium from '@sparticuz/chromium'; process.stdout.write(await chromium.executablePath());`;

/**
 * The browser of the npm package, unpacked once for this repository. The package unpacks into the temporary folder and leaves it there:
 * it is given a folder of its own for one.
 */
async function unpacked(): Promise<string> {
  const { version } = JSON.parse(readFileSync('node_modules/@sparticuz/chromium/package.json', 'utf8'));
  const folder = await madeOnce(resolve('.tmp', `chromium-${version}`), (part) => {
    mkdirSync(part, { recursive: true });
    const args = ['--input-type=module', '-e', UNPACK];
    const env = { ...process.env, TMPDIR: part };
    const { stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8', env });
    if (status !== 0) throw new Error(stderr);
  });
  return join(folder, 'chromium');
}
