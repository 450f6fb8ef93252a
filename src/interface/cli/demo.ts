import type { Common } from './session.js';
import { serve } from './serve.js';

export async function demo(common: Common, exit: boolean, port: string): Promise<void> {
  if (!exit) await serve(common, port);
}
