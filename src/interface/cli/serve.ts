import type { Common } from './session.js';
import { install } from '../../installation.js';
import { say } from './session.js';

export async function serve(common: Common, port: string): Promise<void> {
  const installation = await install({ data: common.data });
  say(`port ${port}`);
  await installation.close();
}
