import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { SETTINGS } from '../../src/main/settings.js';

const UNIT = 'deploy/sagsspor@.service';
const lines = readFileSync(UNIT, 'utf8').split('\n');
const valuesOf = (name: string) =>
  lines.flatMap((line) => (line.startsWith(`${name}=`) ? [line.slice(name.length + 1)] : []));
const folder = mkdtempSync(join(tmpdir(), 'sagsspor-unit-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const analyze = (...args: readonly string[]) => spawnSync('systemd-analyze', args, { encoding: 'utf8' });
const isThere = analyze('--version').status === 0;

describe('The unit for systemd', () => {
  it('runs the product as nobody of consequence, who writes one folder', () => {
    expect(valuesOf('User')).toEqual(['sagsspor']);
    expect(valuesOf('ExecStart')).toEqual([
      '/usr/bin/node /opt/sagsspor/bin/sagsspor.mjs serve --role %i --data /var/lib/sagsspor',
    ]);
    for (const [name, value] of Object.entries({
      ...{ NoNewPrivileges: 'yes', ProtectSystem: 'strict', ProtectHome: 'yes', PrivateTmp: 'yes', UMask: '0077' },
      ...{ CapabilityBoundingSet: '', StateDirectoryMode: '0700', RestrictNamespaces: 'yes' },
    }))
      expect([name, valuesOf(name)]).toEqual([name, [value]]);
  });

  it('gives secrets as files, and sets what the product has as a setting', () => {
    const set = valuesOf('Environment').flatMap((line) => line.split(' ').map((one) => one.split('=')[0] ?? ''));
    const known = Object.entries(SETTINGS).flatMap(([name, { secret }]) => (secret ? [`${name}_FILE`] : [name]));
    expect(set.filter((name) => !known.includes(name))).toEqual([]);
  });

  // Where the machine has systemd's own tool, it is asked too; elsewhere what stands above is all that is checked.
  it('is understood by systemd, and little exposed', () => {
    if (!isThere) return;
    const unit = join(folder, 'sagsspor@web.service');
    copyFileSync(UNIT, unit);
    const { stderr } = analyze('verify', unit);
    // That program and user are not on this machine is no fault of the unit.
    expect(
      stderr.split('\n').filter((line) => line.includes('sagsspor@') && !/not executable|No such file/.test(line)),
    ).toEqual([]);
    expect(analyze('security', '--offline=true', '--threshold=20', unit).status).toBe(0);
    expect(analyze('security', '--offline=true', '--threshold=5', unit).status).not.toBe(0);
  });
});
