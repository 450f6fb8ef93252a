import { metricName } from './define-metrics.js';
import { METRICS } from './metrics.js';

/** Of a label with many values it is said where they stand. */
const FEW = 14;

/** docs/metrics.md. */
export function metricsMarkdown(): string {
  const rows = Object.entries(METRICS).map(([key, metric]) => {
    const labels = Object.entries(metric.labels as Readonly<Record<string, readonly string[]>>).map(
      ([label, values]) => `\`${label}\`: ${values.length > FEW ? `one of ${values.length} codes` : values.join(', ')}`,
    );
    const kind = metric.kind === 'gauge' ? `gauge of the ${metric.of}` : metric.kind;
    return `| \`${metricName(key, metric)}\` | ${kind} | ${metric.says} | ${labels.join('; ')} |`;
  });
  return `# Metrics

Generated from \`src/application/telemetry/metrics.ts\` (\`UPDATE_DOCS=1 npm run -s spec -- test/docs\`): whatever is measured is declared there, once.

\`serve\` tells them as Prometheus text at \`/metrics\` on \`METRICS_PORT\`, a port of its own on the loopback address (\`METRICS_HOST\`), and sends them by OTLP to
\`OTLP_URL\` every 15 seconds. Labels take the values below and no other (\`other\` is what nobody declared): no id, name or text can stand in them. A histogram has
\`_bucket\`, \`_sum\` and \`_count\`. A gauge of the installation is the same whichever process is asked; take the largest. What could not be asked for is missing, and \`sagsspor_watching_failed\` counts it.

| metric | kind | what it says | labels |
|---|---|---|---|
${rows.join('\n')}
`;
}
