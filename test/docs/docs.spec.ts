import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { permissionsMarkdown } from '../../src/application/authorization/print.js';
import { metricsMarkdown } from '../../src/application/telemetry/print.js';
import { waysMarkdown } from '../../src/interface/doors/print.js';
import { WAYS_IN } from '../../src/main/app.module.js';
import { configurationMarkdown } from '../../src/main/config.js';
import { eventsMarkdown, queriesMarkdown } from './catalogues.js';
import { processingMarkdown } from './processing.js';

describe('The documentation', () => {
  it.each([
    ['the permission table', 'docs/permissions.md', () => `${permissionsMarkdown()}\n${waysMarkdown(WAYS_IN)}`],
    ['the queries', 'docs/api.md', queriesMarkdown],
    ['every metric', 'docs/metrics.md', metricsMarkdown],
    ['every setting', 'docs/configuration.md', configurationMarkdown],
    ['the record of processing', 'docs/record-of-processing.md', processingMarkdown],
    ['the event catalogue', 'docs/events.md', eventsMarkdown],
  ])('prints %s as it is', (_, file, printed) => {
    if (process.env.UPDATE_DOCS) writeFileSync(file, printed());
    expect(readFileSync(file, 'utf8')).toBe(printed());
  });

  it('names in the README only files and scripts that are there', () => {
    const readme = readFileSync('README.md', 'utf8');
    const paths = [...readme.matchAll(/\]\((?!http)([^)]+)\)|`(src\/[\w./-]+)`/g)].map((m) => m[1] ?? m[2] ?? '');
    expect(paths.filter((p) => !existsSync(p))).toEqual([]);
    const scripts = [...readme.matchAll(/npm run (?:-s )?(\w+)/g)].map((m) => m[1] ?? '');
    const known = Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).scripts);
    expect(scripts.filter((s) => !known.includes(s))).toEqual([]);
  });
});
