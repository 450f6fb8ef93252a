// `@jest/globals` of the spec file under way: what jest-circus has put on the global object for it (runner.mjs).
export let afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test;

export function renew() {
  ({ afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test } = globalThis);
}
