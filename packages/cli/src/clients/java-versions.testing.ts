// A program in Java that reads what there may be: of the version of now, of one before, of one that
// it cannot know, with a field more and with one less.

export const versions = `
import bicycles.BikeRented;
import bicycles.BikeRentedV1;
import bicycles.BikeScrappedV1;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dure.client.Event;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;

class Versions {
  static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }

  static void say(Callable<Object> what) {
    try {
      System.out.println(what.call());
    } catch (Exception cause) {
      System.out.println(cause.getMessage());
    }
  }

  static Object read(Map<String, String> attributes) {
    byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
    var message = new ConsumerRecord<byte[], byte[]>("bicycles.rental", 0, 7, null, body);
    attributes.forEach((name, value) ->
        message.headers().add("ce_" + name, value.getBytes(StandardCharsets.UTF_8)));
    return Event.in(message).<Object>map(Event::version).orElse("nothing");
  }

  public static void main(String[] words) throws Exception {
    JsonNode now = json("""
        {"bikeId": "bike-1", "memberId": "member-1", "days": 3, "status": "rented", "tyre": 7}""");
    JsonNode before = json("""
        {"bikeId": "bike-1", "memberId": "member-1"}""");
    say(() -> BikeRented.read(now, 2).bikeId() + " " + BikeRented.read(now, 2).days());
    say(() -> BikeRentedV1.read(before, 1).memberId());
    say(() -> BikeRented.read(before, 1));
    say(() -> BikeRented.read(now, 3));
    say(() -> BikeRented.read(json("{}"), 2));
    say(() -> BikeScrappedV1.read(json("""
        {"bikeId": "bike-1", "frameNo": "F-1"}"""), 1).frameNo());
    var of = Map.of("source", "/bicycles/rental", "sequence", "7", "logid", "log-1");
    say(() -> read(new java.util.HashMap<>(of) {{ put("schemaversion", "x"); }}));
    say(() -> read(Map.of("source", "/bicycles/rental")));
  }
}
`;
