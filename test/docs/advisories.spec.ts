import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

interface Advisory {
  readonly package: string;
  readonly id: string;
  readonly why: string;
  readonly from?: string;
  readonly below?: string;
  readonly exactly?: readonly string[];
}
interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly name?: string }>>;
}
const { advisories } = JSON.parse(readFileSync('docs/advisories.json', 'utf8')) as { advisories: readonly Advisory[] };
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;

/** A release before its own number counts as that number: rather found once too often. */
const numbers = (version: string) => version.split(/[-+]/, 1)[0]?.split('.').map(Number) ?? [];
function isBelow(version: string, limit: string): boolean {
  const [a, b] = [numbers(version), numbers(limit)];
  for (let i = 0; i < 3; i++) if (a[i] !== b[i]) return (a[i] ?? 0) < (b[i] ?? 0);
  return false;
}
const touches = ({ from = '0.0.0', below, exactly = [] }: Advisory, version: string): boolean =>
  exactly.includes(version) || (below !== undefined && !isBelow(version, from) && isBelow(version, below));

function found({ packages }: Lock): readonly string[] {
  return Object.entries(packages).flatMap(([path, { version = '0.0.0', name }]) => {
    const own = name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    return advisories
      .filter((a) => path !== '' && a.package === own && touches(a, version))
      .map((a) => `${own} ${version}: ${a.id}, ${a.why}`);
  });
}

describe('The lock file', () => {
  it('holds nothing that docs/advisories.json warns of', () => {
    expect(Object.keys(lock.packages).length).toBeGreaterThan(500);
    expect(found(lock)).toEqual([]);
  });

  it('would not hide it: as a package of a package, under another name, before its release', () => {
    const planted = (path: string, version: string, name?: string) =>
      found({ packages: { '': { version: '0.1.0' }, [path]: { version, ...(name ? { name } : {}) } } }).length;
    expect(planted('node_modules/xml-crypto', '6.0.0')).toBe(1);
    expect(planted('node_modules/a/node_modules/@xmldom/xmldom', '0.8.3')).toBe(1);
    expect(planted('node_modules/harmless', '4.4.2', 'debug')).toBe(1);
    expect(planted('node_modules/form-data', '4.0.4-rc.1')).toBe(0);
    expect(planted('node_modules/form-data', '4.0.3')).toBe(1);
    expect(planted('node_modules/xml-crypto', '6.0.1')).toBe(0);
    expect(planted('node_modules/debug', '4.4.3')).toBe(0);
  });

  it('is held against advisories that each say which versions, and why', () => {
    for (const { id, why, below, exactly, package: name } of advisories) {
      expect({ name, told: id.length > 5 && why.length > 10 }).toEqual({ name, told: true });
      expect({ name, limited: (below !== undefined) !== (exactly !== undefined) }).toEqual({ name, limited: true });
    }
  });
});
