#!/usr/bin/env bash
# @platformatic/kafka 2.12.1 on Kafka 4.4.0: a topic that was made anew is given to a consumer under no name, and never read.
#
# A consumer has looked at a topic (`consumer.metadata`), then the topic is deleted and made again, and the consumer begins to read.
# In a group of the new protocol (KIP-848) the broker gives out partitions by the id of a topic; the client finds the name in what it
# remembers of topics, where the id of the new one is not. `consumer.assignments` then has an entry whose topic is undefined: nothing is
# fetched, nothing is raised, the group shows the partition as taken, and it stays so. In a classic group the same ends with an error.
# What to do: look whether each topic in `consumer.assignments` is one of yours, and open a new consumer where it is not.
#
# Needs Java 17, Maven, Node 22.22 or newer and npm. Says what it sees; fails when that changes.
# Output seen with @platformatic/kafka 2.12.1, Kafka 4.4.0:
#   classic: read 0 of 3, given [["rooms",[0]]], errors 1
#   consumer: read 0 of 3, given [["undefined",[0]]], errors 0
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
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const admin = new Admin(options);
const make = () => admin.createTopics({ topics: ['rooms'], partitions: 1, replicas: 1 });
await make();
const given = ({ assignments }) => JSON.stringify((assignments ?? []).map((of) => [String(of.topic), of.partitions]));
const read = async (groupProtocol) => {
  const group = { groupId: groupProtocol, groupProtocol, deserializers: stringDeserializers };
  const consumer = new Consumer({ ...options, ...group });
  await consumer.metadata({ topics: ['rooms'] });
  await admin.deleteTopics({ topics: ['rooms'] });
  await sleep(2_000);
  await make();
  const producer = new Producer({ ...options, serializers: stringSerializers });
  await producer.send({ messages: [1, 2, 3].map((value) => ({ topic: 'rooms', value: String(value) })) });
  const stream = await consumer.consume({ topics: ['rooms'], mode: 'earliest', autocommit: false });
  let count = 0;
  let errors = 0;
  stream.on('data', () => (count += 1));
  stream.on('error', () => (errors += 1));
  for (let waited = 0; waited < 30 && count < 3; waited += 1) await sleep(1_000);
  console.log(`${groupProtocol}: read ${count} of 3, given ${given(consumer)}, errors ${errors}`);
};
await read('classic');
await read('consumer');
process.exit(0);
J
seen=$(node finding.mjs "$port")
echo "$seen"
expected='classic: read 0 of 3, given [["rooms",[0]]], errors 1
consumer: read 0 of 3, given [["undefined",[0]]], errors 0'
[ "$seen" = "$expected" ] || { echo 'It has changed.'; exit 1; }
