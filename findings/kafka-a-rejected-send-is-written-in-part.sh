#!/usr/bin/env bash
# @platformatic/kafka 2.12.1 on Kafka 4.4.0: a send that is rejected may have been written in part.
#
# One send with two messages, for two partitions, of which one is larger than the topic takes: the promise rejects with
# MESSAGE_TOO_LARGE, and the other message is in its partition. The error has no field for what was written. Whoever sends the
# rejected batch again, without the large message, has the other one twice; an idempotent producer does not prevent that.
# What to do: take a rejected send for unknown, message by message; send one partition at a time where it matters; let consumers
# know what they have by a number of the sender's.
#
# Needs Java 17, Maven, Node 22.22 or newer and npm. Says what it sees; fails when that changes.
# Output seen with @platformatic/kafka 2.12.1, Kafka 4.4.0:
#   rejected: MESSAGE_TOO_LARGE
#   written in partition 0: 1, in partition 1: 0
#   sent again without the large one: written in partition 0: 2
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
import { Admin, Producer, stringSerializers } from '@platformatic/kafka';
const options = { clientId: 'finding', bootstrapBrokers: [`127.0.0.1:${process.argv[2]}`], retries: 40, retryDelay: 500 };
const admin = new Admin(options);
await admin.createTopics({ topics: ['rooms'], partitions: 2, replicas: 1 });
const producer = new Producer({ ...options, retries: 3, idempotent: true, serializers: stringSerializers });
const small = { topic: 'rooms', partition: 0, value: 'small' };
const large = { topic: 'rooms', partition: 1, value: 'x'.repeat(1_200_000) };
const written = async () => {
  const partitions = [0, 1].map((partitionIndex) => ({ partitionIndex, timestamp: -1n }));
  const [of] = await admin.listOffsets({ topics: [{ name: 'rooms', partitions }] });
  return of.partitions.toSorted((a, b) => a.partitionIndex - b.partitionIndex).map(({ offset }) => Number(offset));
};
await producer.send({ messages: [small, large] }).catch((error) => {
  console.log(`rejected: ${error.findBy('apiId', 'MESSAGE_TOO_LARGE')?.apiId}`);
});
const [first, second] = await written();
console.log(`written in partition 0: ${first}, in partition 1: ${second}`);
await producer.send({ messages: [small] });
console.log(`sent again without the large one: written in partition 0: ${(await written())[0]}`);
await producer.close(true);
await admin.close();
J
seen=$(node finding.mjs "$port")
echo "$seen"
expected='rejected: MESSAGE_TOO_LARGE
written in partition 0: 1, in partition 1: 0
sent again without the large one: written in partition 0: 2'
[ "$seen" = "$expected" ] || { echo 'It has changed.'; exit 1; }
