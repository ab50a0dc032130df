// Carries the logs of contexts over Apache Kafka: a relay publishes, a feed reads.

export { kafkaAddress, WrongAddress } from './address.ts';
export type { KafkaAddress, KafkaSasl, KafkaSecrets, KafkaTls } from './address.ts';
export { dropGroup, dropTopics } from './drop-topics.ts';
export type { Dropping, Group } from './drop-topics.ts';
export { KafkaFeed } from './feed.ts';
export type { FeedLimits, KafkaFeedOptions } from './feed.ts';
export { logOf } from './source-log.ts';
export type { SourceLog } from './source-log.ts';
export { KafkaRelay } from './relay.ts';
export type { RelayLimits, RelayOptions } from './relay.ts';
export { topicOf } from './topics.ts';
export type { Watch } from './troubles.ts';
export { KafkaUnavailable, troubleOf } from './words.ts';
export type { KafkaTrouble } from './words.ts';
