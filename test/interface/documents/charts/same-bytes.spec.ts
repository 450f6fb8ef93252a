import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformFileSync } from '@swc/core';
import { charts } from '../../../../src/interface/documents/charts/charts.js';
import { reportView } from '../../../support/report-view.js';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../..');
const compiled = path.join(root, '.tmp', `charts-${process.pid}`);
const view = reportView('koebenhavn-2024');

/** Below the repository, so that Node finds the packages. */
function compile(): void {
  const sources = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' });
  for (const name of sources.filter((n) => n.endsWith('.ts') || n.endsWith('.tsx'))) {
    const target = path.join(compiled, name.replace(/\.tsx?$/, '.js'));
    const { code } = transformFileSync(path.join(root, 'src', name), {
      jsc: {
        target: 'es2023',
        parser: { syntax: 'typescript', tsx: name.endsWith('x'), decorators: true },
        transform: { react: { runtime: 'automatic', importSource: 'hono/jsx' } },
      },
      module: { type: 'es6' },
    });
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, code);
  }
}

/** The charts as another process draws them, with surroundings of its own. */
function elsewhere(surroundings: Record<string, string>): unknown {
  const url = pathToFileURL(path.join(compiled, 'interface/report/charts/charts.js')).href;
  const script = `
    import { readFileSync } from 'node:fs';
    import { charts } from ${JSON.stringify(url)};
    const view = JSON.parse(readFileSync(0, 'utf8'));
    console.log(JSON.stringify([await charts(view, 'da'), await charts(view, 'en')]));`;
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    ...{ cwd: root, input: JSON.stringify(view), encoding: 'utf8', maxBuffer: 2 ** 26 },
    env: { PATH: process.env.PATH, ...surroundings },
  });
  return JSON.parse(output);
}

describe('The same view', () => {
  beforeAll(compile);
  afterAll(() => rmSync(compiled, { recursive: true, force: true }));

  it('gives the same bytes again, whatever was drawn between', async () => {
    const first = await charts(view, 'da');
    await charts(reportView('koebenhavn-2016', { published: true, year: 2018 }), 'en');
    expect(await charts(view, 'da')).toEqual(first);
  });

  it.each([
    { TZ: 'Pacific/Kiritimati', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' },
    { TZ: 'America/Anchorage', LANG: 'C', LC_ALL: 'C' },
  ])('gives the same bytes in another process with %j', async (surroundings) => {
    expect(elsewhere(surroundings)).toEqual([await charts(view, 'da'), await charts(view, 'en')]);
  });
});
