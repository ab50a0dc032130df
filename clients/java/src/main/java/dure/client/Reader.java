package dure.client;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Brings the records of contexts from Kafka, each partition from where the database says. No group of
 * Kafka keeps the position: the consumer's own database does, in the transaction of the effect.
 */
public final class Reader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final String business;
  private final List<String> contexts;
  private final Effects effects;
  private final KafkaConsumer<byte[], byte[]> consumer;

  public Reader(String servers, String business, List<String> contexts, Effects effects) {
    this.business = business;
    this.contexts = List.copyOf(contexts);
    this.effects = effects;
    Properties settings = new Properties();
    settings.put("bootstrap.servers", servers);
    settings.put("enable.auto.commit", "false");
    settings.put("auto.offset.reset", "earliest");
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    this.consumer = new KafkaConsumer<>(settings, bytes, new ByteArrayDeserializer());
  }

  /** Does the effect of each record once, until it is told to stop. */
  public void run(Effects.Effect effect, BooleanSupplier goesOn) throws SQLException {
    assign();
    while (goesOn.getAsBoolean()) {
      for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
        Optional<Event> event = Event.in(message);
        if (event.isPresent()) effects.once(event.get(), effect);
      }
    }
  }

  private void assign() throws SQLException {
    List<TopicPartition> all = new ArrayList<>();
    List<TopicPartition> fresh = new ArrayList<>();
    List<Map.Entry<TopicPartition, Long>> known = new ArrayList<>();
    for (String context : contexts) {
      Map<Integer, Long> places = effects.places("/" + business + "/" + context);
      for (PartitionInfo info : consumer.partitionsFor(business + "." + context)) {
        TopicPartition one = new TopicPartition(info.topic(), info.partition());
        all.add(one);
        Long place = places.get(info.partition());
        if (place == null) fresh.add(one);
        else known.add(Map.entry(one, place + 1));
      }
    }
    consumer.assign(all);
    if (!fresh.isEmpty()) consumer.seekToBeginning(fresh);
    known.forEach(entry -> consumer.seek(entry.getKey(), entry.getValue()));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
