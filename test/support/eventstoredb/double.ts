import type { ServerCredentials } from '@grpc/grpc-js';
import { Appender } from './appends.js';
import { type Credentials, guardStreams } from './authentication.js';
import { Faults } from './faults.js';
import { type Listener, listen } from './listener.js';
import { EventLog, type LogOptions } from './log.js';
import { GossipService, grpc, ServerFeaturesService, StreamsService } from './protobuf.js';
import { SeenByServer } from './seen-by-server.js';
import { gossipService, serverFeaturesService } from './server-features.js';
import { streamsService } from './streams-service.js';
import { Subscriptions } from './subscriptions.js';

export interface DoubleOptions extends LogOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** A log that another double has kept; the options of a new log then do not count. */
  readonly log?: EventLog;
  readonly version?: string;
  readonly batchAppend?: boolean;
  readonly credentials?: Credentials;
  /** PEM of the server's key and certificate chain. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

export interface Double {
  readonly connectionString: string;
  readonly port: number;
  readonly log: EventLog;
  readonly faults: Faults;
  readonly seen: SeenByServer;
  /** Stops and comes back on the same port with the same log; it has forgotten recent event ids. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const host = '127.0.0.1';
/** Above what an append may carry, so that the size limit is answered by the server and not by the transport. */
const maxMessageSize = 17 * 1024 * 1024;

export async function startDouble(options: DoubleOptions = {}): Promise<Double> {
  const log = options.log ?? new EventLog(options);
  const faults: Faults = new Faults({
    dropSubscriptions: () => running.subscriptions.dropAll(),
    dropConnections: () => running.dropConnections(),
  });
  const seen = new SeenByServer();
  let running = await serve(options, log, faults, seen, options.port ?? 0);
  const { port } = running;
  return {
    connectionString: `esdb://${host}:${port}?tls=${options.tls !== undefined}`,
    port,
    log,
    faults,
    seen,
    restart: async () => {
      await running.close();
      log.forgetRecentIds();
      running = await serve(options, log, faults, seen, port);
    },
    stop: () => running.close(),
  };
}

interface Running extends Listener {
  readonly subscriptions: Subscriptions;
}

async function serve(
  options: DoubleOptions,
  log: EventLog,
  faults: Faults,
  seen: SeenByServer,
  port: number,
): Promise<Running> {
  const stopped = new AbortController();
  const subscriptions = new Subscriptions(log, faults, seen);
  const server = new grpc.Server({
    'grpc.max_receive_message_length': maxMessageSize,
    interceptors: options.credentials ? [guardStreams(options.credentials)] : [],
  });
  const { version = '23.10.8', batchAppend = true } = options;
  server.addService(
    StreamsService,
    streamsService(log, new Appender(log, faults, stopped.signal), subscriptions, seen),
  );
  server.addService(ServerFeaturesService, serverFeaturesService({ version, batchAppend }));
  server.addService(
    GossipService,
    gossipService(() => ({ host, port: listener.port })),
  );
  const listener = await listen(server, host, port, serverCredentials(options.tls));
  const close = () => {
    stopped.abort();
    return listener.close();
  };
  return { ...listener, subscriptions, close };
}

function serverCredentials(tls: DoubleOptions['tls']): ServerCredentials {
  if (!tls) return grpc.ServerCredentials.createInsecure();
  const pair = { private_key: Buffer.from(tls.key), cert_chain: Buffer.from(tls.cert) };
  return grpc.ServerCredentials.createSsl(null, [pair]);
}
