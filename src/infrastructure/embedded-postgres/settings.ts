const defaults: Readonly<Record<string, string>> = {
  shared_buffers: '128MB',
  max_connections: '60',
  log_checkpoints: 'off',
};

/**
 * Not for the caller to change. The server listens on 127.0.0.1 alone, and its log holds no statement and no value:
 * the text of an ERROR can quote a row or an input, so only LOG, FATAL and PANIC are written at all
 * (in log_min_messages LOG ranks above ERROR: PostgreSQL manual, "Message Severity Levels").
 */
const fixed: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_destination: 'stderr',
  logging_collector: 'off',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_statement: 'none',
  log_duration: 'off',
  log_min_duration_statement: '-1',
  log_min_duration_sample: '-1',
  log_transaction_sample_rate: '0',
};

/** The server's command line. A setting there outranks postgresql.conf and ALTER SYSTEM. */
export function serverArguments(pgdata: string, port: number, settings: Readonly<Record<string, string>>): string[] {
  const all = { ...defaults, ...settings, ...fixed };
  const options = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', pgdata, '-p', String(port), ...options];
}
