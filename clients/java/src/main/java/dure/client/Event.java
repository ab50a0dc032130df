package dure.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A record of a log as it comes over Kafka: a CloudEvent in the binary mode of its binding.
 *
 * @param version of the shape of its data, counted from 1
 * @param log which log it is of; it changes where a log was replaced by another one
 * @param sequence its place in its log and partition, counted from 1 and without gaps
 * @param place where the broker has it
 */
public record Event(
    String id,
    String source,
    String type,
    String kind,
    int version,
    String log,
    int partition,
    long sequence,
    String caseId,
    JsonNode data,
    long place) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The message says where the record is to be read, and does not carry it. */
  public static final class OnlyReferred extends IllegalStateException {
    OnlyReferred(Map<String, String> of) {
      super(of.get("source") + " " + of.get("sequence") + " is to be read at " + of.get("dataref"));
    }
  }

  /** The message says a version that there cannot be. */
  public static final class UnknownVersion extends IllegalStateException {
    UnknownVersion(Map<String, String> of) {
      super(
          of.get("source") + " " + of.get("sequence") + ": its version is " + of.get("schemaversion"));
    }
  }

  /**
   * What a message says; nothing, where somebody else has written it into the topic.
   *
   * @throws OnlyReferred it carries no record
   * @throws UnknownVersion its version is no number from 1
   */
  public static Optional<Event> in(ConsumerRecord<byte[], byte[]> message) {
    Map<String, String> of = attributes(message);
    String sequence = of.getOrDefault("sequence", "");
    if (!sequence.matches("\\d+") || !of.containsKey("logid") || !of.containsKey("source")) {
      return Optional.empty();
    }
    if (message.value() == null) throw new OnlyReferred(of);
    return dataIn(message.value()).map(data -> event(message, of, data));
  }

  private static Event event(
      ConsumerRecord<byte[], byte[]> message, Map<String, String> of, JsonNode data) {
    return new Event(
        of.getOrDefault("id", ""),
        of.get("source"),
        of.getOrDefault("type", ""),
        of.getOrDefault("kind", ""),
        version(of),
        of.get("logid"),
        message.partition(),
        Long.parseLong(of.get("sequence")),
        of.getOrDefault("correlationid", ""),
        data,
        message.offset());
  }

  private static int version(Map<String, String> of) {
    String said = of.getOrDefault("schemaversion", "1");
    if (!said.matches("[1-9][0-9]{0,8}")) throw new UnknownVersion(of);
    return Integer.parseInt(said);
  }

  private static Map<String, String> attributes(ConsumerRecord<byte[], byte[]> message) {
    Map<String, String> found = new HashMap<>();
    for (Header header : message.headers()) {
      if (header.key().startsWith("ce_") && header.value() != null) {
        found.put(header.key().substring(3), new String(header.value(), StandardCharsets.UTF_8));
      }
    }
    return found;
  }

  private static Optional<JsonNode> dataIn(byte[] value) {
    try {
      return Optional.of(JSON.readTree(value)).filter(JsonNode::isObject);
    } catch (IOException cause) {
      return Optional.empty();
    }
  }
}
