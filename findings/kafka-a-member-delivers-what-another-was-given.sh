#!/usr/bin/env bash
# @platformatic/kafka 2.12.1 on Kafka 4.4.0: a member goes on delivering records of partitions that were given to another.
#
# A stream fetches ahead. When a second member joins the group, the first one learns of its new assignments, and its stream
# goes on to deliver what it had fetched of the partitions that it has lost. Its commits for them are accepted. The second
# member delivers the same records, from the last commit on: each of them is handled twice, and while both do so, a record may
# take effect behind a later one of its partition.
# What to do: drop every record whose partition is not among `consumer.assignments` when it is delivered.
#
# Needs Java 17, Maven, Node 22.22 or newer and npm. Says what it sees; fails when that changes. How many there are
# differs from run to run.
# Output seen with @platformatic/kafka 2.12.1, Kafka 4.4.0:
#   delivered after the partition was lost: some
#   of these, delivered by the other member as well: some
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
import { setTimeout as sleep } from 'node:timers/promises';
import { Admin, Consumer, Producer, stringDeserializers, stringSerializers } from '@platformatic/kafka';
const options = { clientId: 'finding', bootstrapBrokers: [`127.0.0.1:${process.argv[2]}`], retries: 40, retryDelay: 500 };
const admin = new Admin(options);
await admin.createTopics({ topics: ['rooms'], partitions: 16, replicas: 1 });
const producer = new Producer({ ...options, serializers: stringSerializers });
const messages = Array.from({ length: 2_000 }, (_, of) => ({ topic: 'rooms', partition: of % 16, value: String(of) }));
await producer.send({ messages });
const member = async () => {
  const consumer = new Consumer({ ...options, retries: true, groupId: 'desk', deserializers: stringDeserializers });
  const group = { sessionTimeout: 10_000, heartbeatInterval: 500, rebalanceTimeout: 10_000 };
  const stream = await consumer.consume({ topics: ['rooms'], mode: 'committed', fallbackMode: 'earliest', autocommit: false, ...group });
  return { consumer, stream };
};
const first = await member();
const lost = new Set();
const others = new Set();
const reading = (async () => {
  for await (const message of first.stream) {
    const isOurs = first.consumer.assignments?.some((of) => of.topic === message.topic && of.partitions.includes(message.partition));
    if (!isOurs) lost.add(message.value);
    await sleep(4);
    await message.commit().catch(() => {});
  }
})().catch(() => {});
await sleep(500);
const second = await member();
second.stream.on('data', ({ value }) => others.add(value));
await sleep(9_000);
const both = [...lost].filter((value) => others.has(value));
console.log(`delivered after the partition was lost: ${lost.size > 0 ? 'some' : 'none'}`);
console.log(`of these, delivered by the other member as well: ${both.length > 0 ? 'some' : 'none'}`);
console.error(`(${lost.size}, and ${both.length})`);
for (const { consumer } of [first, second]) await consumer.close(true).catch(() => {});
await producer.close(true);
await admin.close();
process.exit(0);
J
seen=$(node finding.mjs "$port")
echo "$seen"
expected='delivered after the partition was lost: some
of these, delivered by the other member as well: some'
[ "$seen" = "$expected" ] || { echo 'It has changed.'; exit 1; }
