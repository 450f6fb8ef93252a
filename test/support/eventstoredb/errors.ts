import type { ServiceError } from '@grpc/grpc-js';
import { grpc } from './protobuf.js';

/** How a call ends in failure. The client knows several by the `exception` entry of the trailing metadata. */
export type CallError = Pick<ServiceError, 'code' | 'details' | 'metadata'> & Error;

export function callError(code: number, details: string, trailer: Readonly<Record<string, string>> = {}): CallError {
  const metadata = new grpc.Metadata();
  for (const [key, value] of Object.entries(trailer)) metadata.set(key, value);
  return Object.assign(new Error(details), { code, details, metadata });
}

export const unavailable = (): CallError => callError(grpc.status.UNAVAILABLE, 'Server Is Not Ready');

export const timedOut = (): CallError => callError(grpc.status.ABORTED, 'Operation timed out');

export const unauthenticated = (): CallError => callError(grpc.status.UNAUTHENTICATED, 'Unauthenticated');

/** 23.10.8 words a place at which nothing can be read as what it did not expect of itself. */
export const unexpectedRead = (what: 'ReadAllResult' | 'ReadStreamResult'): CallError =>
  callError(grpc.status.UNKNOWN, `Unexpected ${what}: Error`);

export const streamDeleted = (stream: string): CallError =>
  callError(grpc.status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': stream,
  });

export const unimplemented = (): CallError => callError(grpc.status.UNIMPLEMENTED, 'The double does not do this.');

export const notLeader = (host: string, port: number): CallError =>
  callError(grpc.status.NOT_FOUND, 'Leader info available', {
    exception: 'not-leader',
    'leader-endpoint-host': host,
    'leader-endpoint-port': String(port),
  });

export const tooLarge = (limit: number): CallError =>
  callError(grpc.status.INVALID_ARGUMENT, `Maximum Append Size of ${limit} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(limit),
  });
