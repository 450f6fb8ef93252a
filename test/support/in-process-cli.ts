import { loadPlanFile, loadPlans } from '../../src/infrastructure/plans/plan-files.js';
import { commandLine } from '../../src/interface/cli/command-line.js';
import { handOver } from '../../src/interface/cli/machinery.js';
import { explain } from '../../src/interface/cli/session.js';
import type { memoryInstallation } from './installation.js';

/** The command line over an installation in memory, in this process. `json`: what every file that it is handed says. */
export function commandLineOver(product: ReturnType<typeof memoryInstallation>, json: () => unknown = () => ({})) {
  const written: string[] = [];
  const around = {
    ...{ readModels: { freshen: async () => [] }, projector: { catchUp: async () => 0 }, close: async () => undefined },
    ...{
      ledger: { prove: async () => ({}) },
      keeper: { now: async () => undefined },
      parts: { parts: async () => [] },
    },
    ...{ erasures: { run: async () => 0 }, verifier: '', refusals: { find: async () => undefined } },
    database: { shared: [], isSuperuser: false, unindexed: [], copies: async () => ({ log: 'none', keys: 'none' }) },
  };
  handOver({
    settings: () => ({ HOST: '', PORT: 0, DATABASE_URL: 'x' }),
    install: async () => ({ ...product, ...around }),
    plans: { all: () => loadPlans('plans'), one: loadPlanFile },
    readJson: () => ({ json: json() }),
    writeOutput: (out: string) => void written.push(out),
  } as never);

  async function run(verb: string, args: readonly string[], more: readonly string[] = []) {
    written.length = 0;
    process.exitCode = undefined;
    const [said, err] = [[] as string[], [] as string[]];
    const [out, error] = [process.stdout.write, process.stderr.write];
    process.stdout.write = ((text: string | Uint8Array) => said.push(String(text)) > 0) as never;
    process.stderr.write = ((text: string) => err.push(text) > 0) as never;
    try {
      const failed = await commandLine()
        .parseAsync([...verb.split(' '), ...args, ...more], { from: 'user' })
        .then(() => 0, explain);
      return { code: failed || Number(process.exitCode ?? 0), said: said.join(''), err: err.join('') };
    } finally {
      process.stdout.write = out;
      process.stderr.write = error;
      process.exitCode = 0;
    }
  }
  return { run, written };
}
