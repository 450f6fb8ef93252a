import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import * as apps from 'kubernetes-models/apps/v1';
import * as batch from 'kubernetes-models/batch/v1';
import * as networking from 'kubernetes-models/networking.k8s.io/v1';
import * as policy from 'kubernetes-models/policy/v1';
import * as core from 'kubernetes-models/v1';
import ts from 'typescript';
import { parse, parseAllDocuments } from 'yaml';
import { SERVE_ROLES } from '../../src/interface/cli/workers.js';
import { SETTINGS } from '../../src/main/settings.js';

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  // biome-ignore lint/suspicious/noExplicitAny: a manifest is looked into by hand here; its shape is checked below
  readonly spec?: any;
  readonly data?: Readonly<Record<string, string>>;
}
const FOLDER = 'deploy/kubernetes';
const manifests: readonly Manifest[] = readdirSync(FOLDER)
  .sort()
  .flatMap((file) => parseAllDocuments(readFileSync(join(FOLDER, file), 'utf8'), { merge: true }))
  .map((document) => document.toJS());
const named = (kind: string) => manifests.filter((one) => one.kind === kind);
const pods = manifests
  .filter(({ spec }) => spec?.template)
  .map(({ metadata, spec }) => ({ ...spec.template, metadata }));

const MODELS: Readonly<Record<string, [string, Readonly<Record<string, unknown>>]>> = {
  v1: ['v1', core],
  'apps/v1': ['apps/v1', apps],
  'batch/v1': ['batch/v1', batch],
  'policy/v1': ['policy/v1', policy],
  'networking.k8s.io/v1': ['networking.k8s.io/v1', networking],
};
type Model = new (manifest: Manifest) => { validate(): void };

describe('The manifests for Kubernetes', () => {
  const typed = resolve('.tmp', `manifests-${process.pid}.ts`);
  afterAll(() => rmSync(typed, { force: true }));

  it.each(manifests.map((one) => [`${one.kind} ${one.metadata.name}`, one] as const))('%s is valid', (_, one) => {
    const Model = MODELS[one.apiVersion]?.[1][one.kind] as Model;
    new Model(one).validate();
    const broken = { ...one, metadata: { ...one.metadata, name: 7 } } as unknown as Manifest;
    expect(() => new Model(broken).validate()).toThrow();
  });

  it('have no field that Kubernetes does not know: it would be dropped without a word', () => {
    const faults = (all: readonly Manifest[]) => {
      const lines = all.map(
        (one, i) =>
          `export const m${i}: import('kubernetes-models/${MODELS[one.apiVersion]?.[0]}').I${one.kind} = ${JSON.stringify(one)};`,
      );
      mkdirSync('.tmp', { recursive: true });
      writeFileSync(typed, lines.join('\n'));
      const { NodeNext } = ts.ModuleKind;
      const program = ts.createProgram([typed], {
        ...{ noEmit: true, skipLibCheck: true, strict: true, types: [], module: NodeNext },
        ...{ moduleResolution: ts.ModuleResolutionKind.NodeNext, target: ts.ScriptTarget.ES2022 },
      });
      return ts
        .getPreEmitDiagnostics(program)
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
    };
    expect(faults(manifests)).toEqual([]);
    const [web] = named('Deployment');
    const wrong = structuredClone(web) as Manifest;
    wrong.spec.template.spec.containers[0].livenesProbe = {};
    expect(faults([wrong]).join()).toContain('livenesProbe');
  });

  it('set only what the product has as a setting, and run verbs and roles that it has', () => {
    const known = Object.entries(SETTINGS).flatMap(([name, { secret }]) => (secret ? [name, `${name}_FILE`] : [name]));
    expect(Object.keys(named('ConfigMap')[0]?.data ?? {}).filter((name) => !known.includes(name))).toEqual([]);
    const runs = pods.map(({ spec }) => spec.containers[0].args.slice(0, 3).join(' '));
    const roles = SERVE_ROLES.filter((role) => role !== 'all').map((role) => `serve --role ${role}`);
    expect(new Set(runs)).toEqual(new Set(['db migrate --data', ...roles]));
  });

  it('let no container be root, write beside its folders, or gain a right', () => {
    for (const { spec } of pods) {
      expect(spec.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
      expect(spec.automountServiceAccountToken).toBe(false);
      for (const container of [...spec.initContainers, ...spec.containers]) {
        expect(container.securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
        expect(container.resources.limits.memory).toBeDefined();
        expect((container.env ?? []).filter(({ valueFrom }: { valueFrom?: object }) => valueFrom)).toEqual([]);
      }
    }
  });

  it('ask each process by the doors for that, and disturb no work wholly', () => {
    for (const { metadata, spec } of named('Deployment')) {
      const [container] = spec.template.spec.containers;
      const ports = container.ports.map(({ name }: { name: string }) => name);
      for (const [probe, path] of [
        ['startupProbe', '/health/live'],
        ['livenessProbe', '/health/live'],
        ['readinessProbe', '/health/ready'],
      ] as const)
        expect(container[probe].httpGet).toEqual({ path, port: ports.at(-1) });
      const budget = named('PodDisruptionBudget').find((one) => one.metadata.name === metadata.name);
      expect(budget?.spec.selector).toEqual(spec.selector);
      expect(budget?.spec.minAvailable).toBeLessThan(spec.replicas);
      expect(spec.template.metadata.labels).toMatchObject(spec.selector.matchLabels);
    }
  });
});

const compose = parse(readFileSync('deploy/compose.yaml', 'utf8'), { merge: true });
const services: readonly (readonly [string, Readonly<Record<string, never>>])[] = Object.entries(compose.services);

describe('The compose file', () => {
  it('names only services, networks, volumes and secrets that it declares', () => {
    for (const [name, service] of services) {
      const { depends_on = {}, networks = [], secrets = [], volumes = [] } = service as Record<string, never>;
      const missing = [
        ...Object.keys(depends_on).filter((one) => !compose.services[one]),
        ...(networks as string[]).filter((one) => !(one in compose.networks)),
        ...(secrets as string[]).filter((one) => !(one in compose.secrets)),
        ...(volumes as string[])
          .map((one) => one.split(':')[0] ?? '')
          .filter((one) => !(one.startsWith('./') ? readable(`deploy/${one}`) : one in compose.volumes)),
      ];
      expect([name, missing]).toEqual([name, []]);
    }
  });

  it('keeps log and keys on two servers with two volumes, each with what is acknowledged on its disk', () => {
    const [log, keys] = [compose.services['log-db'], compose.services['keys-db']];
    expect(log.volumes).not.toEqual(keys.volumes);
    for (const { command } of [log, keys])
      expect(command).toEqual(expect.arrayContaining(['fsync=on', 'synchronous_commit=on', 'full_page_writes=on']));
  });

  it('has three nodes of an event store, none of which runs unless it is asked for', () => {
    const nodes = services.filter(([, { image }]) => String(image).startsWith('eventstore/eventstore:23.10'));
    expect(nodes.map(([name]) => name)).toEqual(['es1', 'es2', 'es3']);
    for (const [, { profiles }] of nodes) expect(profiles).toEqual(['cluster']);
  });

  it('sets only what the product has as a setting, and runs what it has', () => {
    const own = services.filter(([, { image }]) => String(image).startsWith('sagsspor:'));
    const known = Object.entries(SETTINGS).flatMap(([name, { secret }]) => (secret ? [name, `${name}_FILE`] : [name]));
    for (const [, { environment, user, read_only, cap_drop }] of own) {
      expect(Object.keys(environment as unknown as object).filter((name) => !known.includes(name))).toEqual([]);
      expect([user, read_only, cap_drop]).toEqual(['10001:10001', true, ['ALL']]);
    }
    const roles = own.map(([, { command }]) => (command as unknown as string[]).slice(0, 3).join(' '));
    expect(roles).toEqual(['db migrate --data', ...SERVE_ROLES.slice(0, 4).map((role) => `serve --role ${role}`)]);
  });
});

describe('Images', () => {
  it('have a version, and name no registry', () => {
    const built = [...readFileSync('deploy/Containerfile', 'utf8').matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
    const all = [
      ...built,
      ...services.map(([, { image }]) => image),
      ...pods.flatMap(({ spec }) => [...spec.initContainers, ...spec.containers].map(({ image }) => image)),
    ].map(String);
    expect(all.length).toBeGreaterThan(15);
    for (const image of all) expect(image).toMatch(/^([a-z][a-z0-9-]*\/)?[a-z][a-z0-9-]*:v?\d+[\w.-]*$/);
  });
});

const readable = (path: string): boolean => {
  try {
    readFileSync(path);
    return true;
  } catch {
    return false;
  }
};
