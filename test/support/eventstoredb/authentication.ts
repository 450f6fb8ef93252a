import type { Metadata, ServerInterceptor } from '@grpc/grpc-js';
import { unauthenticated } from './errors.js';
import { grpc } from './protobuf.js';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** The client asks for the server's features and for gossip without credentials, so only streams are guarded. */
export function guardStreams({ username, password }: Credentials): ServerInterceptor {
  const expected = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  return (method, call) =>
    new grpc.ServerInterceptingCall(call, {
      start: (next) => {
        next({
          onReceiveMetadata: (metadata: Metadata, pass: (metadata: Metadata) => void) => {
            const known = metadata.get('authorization').includes(expected);
            if (known || !method.path.includes('.streams.')) pass(metadata);
            else call.sendStatus(unauthenticated());
          },
        });
      },
    });
}
