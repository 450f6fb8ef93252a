import { CODE_VERSION } from '../application/reports/report.js';
import type { Watching } from '../interface/cli/machinery.js';
import type { Config } from './settings.js';

/** Loaded only where somebody looks: OpenTelemetry takes longer to load than the command line. */
export async function telemetryOf(config: Config, role: string): Promise<Watching | undefined> {
  const { METRICS_PORT, OTLP_URL: url, OTLP_TOKEN: token, TRACE_SHARE: share } = config;
  if (METRICS_PORT === undefined && url === undefined) return undefined;
  const [{ OpenTelemetry }, { processReadings }] = await Promise.all([
    import('../infrastructure/telemetry/open-telemetry.js'),
    import('../infrastructure/telemetry/process-readings.js'),
  ]);
  const telemetry = new OpenTelemetry({
    role,
    version: CODE_VERSION,
    share,
    collector: url === undefined ? undefined : { url, token },
  });
  telemetry.watch([processReadings()]);
  return telemetry;
}
