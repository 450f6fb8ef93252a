import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Controller, Get } from '@nestjs/common';
import express from 'express';
import { DOORS } from '../../../src/interface/doors/doors.js';
import { undeclared } from '../../../src/interface/doors/undeclared.js';
import { asks, GetBy, Through, waysOf } from '../../../src/interface/doors/ways.js';
import { createApp, WAYS_IN } from '../../../src/main/app.module.js';
import { installationInMemory } from '../../support/memory-app.js';

const answer = (_: express.Request, response: express.Response) => void response.send('all of it');

@Controller('secret')
class WithoutWord {
  @Get('door')
  open() {
    return 'all of it';
  }
}
@Controller('said')
class WithWord {
  @GetBy(['a', 'b'], asks('Cases'))
  open() {}
  @Through(DOORS.health)
  health() {}
}

describe('A way in behind which stands no declared query, command or door', () => {
  const added = WAYS_IN as unknown as unknown[];
  const before = [...added];
  afterEach(() => void added.splice(0, added.length, ...before));

  it('stops the start, and is named', async () => {
    added.push(WithoutWord);
    const app = await createApp(installationInMemory(() => '2026-11-29T07:00:00Z'));
    await expect(app.init()).rejects.toThrow(/undeclared-way: behind GET \/secret\/door stands no declared/);
    await app.close();
  });

  it('is seen as a route, for every method, and as what is used at an address', () => {
    const app = express();
    app.use((_, __, next) => next());
    app.get('/health', answer);
    app.post('/health', answer);
    app.all('/everything', answer);
    app.use(['/assets', '/elsewhere'], answer);
    app.get('/said/a', answer);
    app.get('/said/c', answer);
    const found = undeclared(app, [WithWord]);
    expect(found.filter((way) => !way.endsWith('/everything'))).toEqual([
      'POST /health',
      'ANY /elsewhere',
      'GET /said/c',
    ]);
    expect(found).toEqual(expect.arrayContaining(['GET /everything', 'PUT /everything', 'TRACE /everything']));
  });
});

describe('What a route says of itself', () => {
  it('is found with the whole address', () => {
    expect(waysOf([WithWord])).toEqual([
      { method: 'GET', paths: ['/said/a', '/said/b'], behind: asks('Cases') },
      { method: 'GET', paths: ['/said/health'], behind: { door: DOORS.health } },
    ]);
  });

  // What is asked by way of a helper is not seen here; the asker decides on it all the same.
  it('names every query that its own lines ask', () => {
    const files = readdirSync('src/interface/web', { recursive: true, encoding: 'utf8' }).filter((f) =>
      f.endsWith('.controller.ts'),
    );
    expect(files.length).toBeGreaterThan(5);
    const unsaid = files.flatMap((file) => {
      const [, ...routes] = readFileSync(join('src/interface/web', file), 'utf8').split(/\n {2}@(?:Get|Post)By\(/);
      return routes.flatMap((route) => {
        const [declared = '', ...lines] = route.split(/\n {2}(?=\w)/);
        const own = lines.join('\n').split('\n  }\n')[0] ?? '';
        return [...own.matchAll(/\bask\(\s*'(\w+)'/g)].flatMap(([, name]) =>
          declared.includes(`'${name}'`) ? [] : [`${file} ${declared.split(',')[0]}: ${name}`],
        );
      });
    });
    expect(unsaid).toEqual([]);
  });
});
