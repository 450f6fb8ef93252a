import type { Attributes } from '../../application/ports/telemetry.js';

/** As OpenTelemetry names them, where it does. */
const NAMES: Readonly<Record<keyof Attributes, string>> = {
  command: 'sagsspor.command',
  query: 'sagsspor.query',
  route: 'http.route',
  method: 'http.request.method',
  status: 'http.response.status_code',
  outcome: 'sagsspor.outcome',
  events: 'sagsspor.events',
  position: 'sagsspor.position',
  correlation: 'sagsspor.correlation_id',
};
/** Names of commands and queries, patterns of routes, ids: nothing that a person has typed fits. */
const CODE = /^[A-Za-z0-9_.:/*{}()-]{1,120}$/;

/** Of the declared attributes, those that are codes or numbers; whatever a caller hands over, nothing else leaves the process. */
export function attributesOf(given: Attributes): Record<string, string | number> {
  const written: Record<string, string | number> = {};
  for (const [key, value] of Object.entries(given)) {
    const name = NAMES[key as keyof Attributes];
    if (name === undefined || value === undefined) continue;
    if (typeof value === 'number') written[name] = value;
    else written[name] = CODE.test(value) ? value : 'other';
  }
  return written;
}
