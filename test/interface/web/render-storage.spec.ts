import { AsyncLocalStorage } from 'node:async_hooks';
import process from 'node:process';
import { describe, expect, it } from '@jest/globals';
import { Layout, pageFor } from '../../../src/interface/web/layout.js';

describe('Drawing a page', () => {
  it('runs in no asynchronous storage: one that ran once makes every await of the process dearer', () => {
    const { run } = AsyncLocalStorage.prototype;
    let ran = 0;
    AsyncLocalStorage.prototype.run = function (this: AsyncLocalStorage<unknown>, ...given: Parameters<typeof run>) {
      ran++;
      return run.apply(this, given);
    } as typeof run;
    try {
      const page = pageFor('da', undefined, '/was');
      expect(String(Layout({ page, title: 'Et ord' }))).toContain('<h1>Et ord</h1>');
    } finally {
      AsyncLocalStorage.prototype.run = run;
    }
    expect(ran).toBe(0);
  });

  it('leaves the way to the modules of Node as it was', () => {
    expect(process.getBuiltinModule('node:async_hooks').AsyncLocalStorage).toBe(AsyncLocalStorage);
  });
});
