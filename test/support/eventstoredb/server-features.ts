import type { IGossipServer } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import type { IServerFeaturesServer } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import { featureMessages, gossipMessages } from './protobuf.js';

export interface Features {
  readonly version: string;
  /** Without it, and on servers before 21.10, the client appends by the unary call. */
  readonly batchAppend: boolean;
}

const streams = 'event_store.client.streams.streams';

export function serverFeaturesService({ version, batchAppend }: Features): IServerFeaturesServer {
  const methods = new Map([
    ['read', ['position', 'events']],
    ['append', []],
    ['delete', []],
    ['tombstone', []],
    ...(batchAppend ? ([['batchappend', ['deadline_duration']]] as const) : []),
  ]);
  return {
    getSupportedMethods: (_call, callback) => {
      const supported = new featureMessages.SupportedMethods().setEventStoreServerVersion(version);
      for (const [method, features] of methods) {
        const entry = new featureMessages.SupportedMethod().setServiceName(streams).setMethodName(method);
        supported.addMethods(entry.setFeaturesList([...features]));
      }
      callback(null, supported);
    },
  };
}

/** A cluster of one: this node, alive and leading. */
export function gossipService(node: () => { host: string; port: number }): IGossipServer {
  return {
    read: (_call, callback) => {
      const { host, port } = node();
      const endPoint = new gossipMessages.EndPoint().setAddress(host).setPort(port);
      const member = new gossipMessages.MemberInfo()
        .setState(gossipMessages.MemberInfo.VNodeState.LEADER)
        .setIsAlive(true)
        .setTimeStamp('0')
        .setHttpEndPoint(endPoint);
      const cluster = new gossipMessages.ClusterInfo();
      cluster.addMembers(member);
      callback(null, cluster);
    },
  };
}
