#!/usr/bin/env bash
# @platformatic/kafka 2.12.1 on Kafka 4.4.0: a group of the new protocol (KIP-848) that reads is described as dead.
#
# A consumer with `groupProtocol: 'consumer'` has joined, is given partitions and reads. `admin.describeGroups` says of its group:
# state DEAD, no members, no error. `admin.listGroups({ types: ['consumer'] })` shows the same group as STABLE; without `types`
# it is not listed at all. DescribeGroups knows classic groups only, and the broker answers for others as if they were not there.
# What to do: ask `listGroups` with `types` for the state, and take lag from `listConsumerGroupOffsets` and `listOffsets`.
#
# Needs Java 17, Maven, Node 22.22 or newer and npm. Says what it sees; fails when that changes.
# Output seen with @platformatic/kafka 2.12.1, Kafka 4.4.0:
#   it reads: 3 of 3
#   described: DEAD, 0 members
#   listed: STABLE
set -euo pipefail
folder=$(mktemp -d /tmp/finding-XXXXXX)
trap 'kill "$server" 2> /dev/null && wait "$server" 2> /dev/null || true; rm -rf "$folder"' EXIT
server=
free() { node -e "const s=require('net').createServer().listen(0,()=>{console.log(s.address().port);s.close()})"; }
port=$(free) controller=$(free)
cd "$folder"
cat > pom.xml <<'P'
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>local</groupId><artifactId>broker</artifactId><version>1</version><packaging>pom</packaging><dependencies>
<dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>4.4.0</version></dependency>
<dependency><groupId>org.apache.logging.log4j</groupId><artifactId>log4j-slf4j-impl</artifactId><version>2.25.5</version></dependency>
</dependencies></project>
P
mvn -q -B dependency:copy-dependencies -DoutputDirectory=lib -DincludeScope=runtime
cat > server.properties <<P
process.roles=broker,controller
node.id=1
controller.quorum.bootstrap.servers=127.0.0.1:$controller
listeners=CLIENT://127.0.0.1:$port,CONTROLLER://127.0.0.1:$controller
advertised.listeners=CLIENT://127.0.0.1:$port
controller.listener.names=CONTROLLER
inter.broker.listener.name=CLIENT
listener.security.protocol.map=CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs=$folder/data
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
group.initial.rebalance.delay.ms=0
P
java -Xmx128m -cp 'lib/*' kafka.tools.StorageTool format -t AAAAAAAAQACAAAAAAAAAAA -c server.properties --standalone > format.log 2>&1
java -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp 'lib/*' kafka.Kafka server.properties > server.log 2>&1 &
server=$!
mkdir client && cd client
npm init -y > /dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @platformatic/kafka@2.12.1
cat > finding.mjs <<'J'
import { Admin, Consumer, Producer, stringDeserializers, stringSerializers } from '@platformatic/kafka';
const options = { clientId: 'finding', bootstrapBrokers: [`127.0.0.1:${process.argv[2]}`], retries: 40, retryDelay: 500 };
const admin = new Admin(options);
await admin.createTopics({ topics: ['rooms'], partitions: 1, replicas: 1 });
const producer = new Producer({ ...options, serializers: stringSerializers });
await producer.send({ messages: [1, 2, 3].map((value) => ({ topic: 'rooms', value: String(value) })) });
const group = { groupId: 'desk', groupProtocol: 'consumer', deserializers: stringDeserializers };
const consumer = new Consumer({ ...options, ...group });
const stream = await consumer.consume({ topics: ['rooms'], mode: 'earliest', autocommit: false });
let read = 0;
await new Promise((resolve) => {
  stream.on('data', () => {
    read += 1;
    if (read === 3) resolve();
  });
});
console.log(`it reads: ${read} of 3`);
const described = (await admin.describeGroups({ groups: ['desk'] })).get('desk');
console.log(`described: ${described.state.toUpperCase()}, ${described.members.size} members`);
console.log(`listed: ${(await admin.listGroups({ types: ['consumer'] })).get('desk').state.toUpperCase()}`);
await consumer.close(true);
await producer.close(true);
await admin.close();
process.exit(0);
J
seen=$(node finding.mjs "$port")
echo "$seen"
expected='it reads: 3 of 3
described: DEAD, 0 members
listed: STABLE'
[ "$seen" = "$expected" ] || { echo 'It has changed.'; exit 1; }
