import { describe, expect, it } from '@jest/globals';
import { ordinaryLaunch } from '../../../src/infrastructure/embedded-postgres/launch.js';

const nameless = () => {
  throw new Error('A system error occurred: uv_os_get_passwd returned ENOENT');
};
const fileOf = (launch: ReturnType<typeof ordinaryLaunch>) => launch.wrap('/pg/initdb', ['--x']).file;

describe('an ordinary user', () => {
  it('runs PostgreSQL directly where the system has a name for it', () => {
    expect(
      fileOf(
        ordinaryLaunch(
          () => true,
          () => ({ username: 'own' }),
        ),
      ),
    ).toBe('/pg/initdb');
  });

  it('who is a bare number borrows a name in a namespace, where there are any, and its files stay its own', () => {
    const launch = ordinaryLaunch(() => true, nameless);
    expect({ file: fileOf(launch), owner: launch.owner }).toEqual({ file: 'unshare', owner: undefined });
    expect(fileOf(ordinaryLaunch(() => false, nameless))).toBe('/pg/initdb');
  });
});
