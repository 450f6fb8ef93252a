import type { StreamIdentifier } from '@eventstore/db-client/generated/shared_pb.js';
import { sharedMessages } from './protobuf.js';

export function streamName(identifier: StreamIdentifier | undefined): string {
  return Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');
}

export function streamIdentifier(name: string): StreamIdentifier {
  return new sharedMessages.StreamIdentifier().setStreamName(Buffer.from(name, 'utf8'));
}
