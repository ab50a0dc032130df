package dure.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/**
 * Classes from a published contract: {@code java dure.client.Types contracts/lodging/0.1.0 src lodging}
 * writes a record for each event into the package {@code lodging} below {@code src}. A version before
 * the one of now, and a name that there was, has a record of its own: {@code OrderPlacedV1}.
 */
public final class Types {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Types() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      System.err.println("Types contracts/<business>/<version> <folder> <package>");
      System.exit(2);
    }
    Path into = Path.of(args[1]).resolve(args[2].replace('.', '/'));
    Files.createDirectories(into);
    for (JsonNode context : contexts(Path.of(args[0]))) {
      for (String group : List.of("events", "reminders", "former")) {
        for (Map.Entry<String, JsonNode> of : context.path(group).properties()) {
          write(into, args[2], of.getKey(), of.getValue());
        }
      }
    }
  }

  /** One for each version that there was. */
  private static void write(Path into, String pack, String type, JsonNode of) throws IOException {
    for (Map.Entry<String, JsonNode> each : of.get("schemas").properties()) {
      int version = Integer.parseInt(each.getKey());
      boolean isNow = version == of.path("version").asInt();
      String name = isNow ? javaName(type) : javaName(type) + "V" + version;
      String label = of.path("label").path(1).asText(type);
      Shape shape = new Shape(type, name, version, label, each.getValue());
      Files.writeString(into.resolve(name + ".java"), source(pack, shape));
    }
  }

  private record Shape(String type, String name, int version, String label, JsonNode schema) {}

  private static List<JsonNode> contexts(Path folder) throws IOException {
    List<JsonNode> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".json")).sorted().toList()) {
        found.add(JSON.readTree(Files.readString(file)));
      }
    }
    if (found.isEmpty()) throw new IOException(folder + " has no published contract");
    return found;
  }

  /** A name that Java takes: letters of any script stay, words of the language get a line. */
  static String javaName(String name) {
    String plain = name.codePoints()
        .map(one -> Character.isJavaIdentifierPart(one) ? one : '_')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
    if (plain.isEmpty() || !Character.isJavaIdentifierStart(plain.codePointAt(0))) plain = "_" + plain;
    return SourceVersion.isKeyword(plain) ? plain + "_" : plain;
  }

  private static String source(String pack, Shape shape) {
    JsonNode schema = shape.schema();
    List<String> fields = new ArrayList<>();
    Iterator<Map.Entry<String, JsonNode>> all = schema.path("properties").properties().iterator();
    while (all.hasNext()) {
      Map.Entry<String, JsonNode> field = all.next();
      String name = javaName(field.getKey());
      String shown = "@JsonProperty(\"" + field.getKey() + "\") ";
      fields.add("    " + shown + javaType(field.getValue()) + " " + name);
    }
    Set<String> required = new HashSet<>();
    schema.path("required").forEach(one -> required.add("\"" + one.asText() + "\""));
    return """
        package %s;

        import com.fasterxml.jackson.annotation.JsonProperty;
        import com.fasterxml.jackson.databind.DeserializationFeature;
        import com.fasterxml.jackson.databind.JsonNode;
        import com.fasterxml.jackson.databind.ObjectMapper;
        import java.util.List;
        import java.util.Map;

        /** %s. Made from the contract: make it again rather than edit it. */
        public record %s(
        %s) {
          public static final String TYPE = "%s";
          public static final int VERSION = %d;
          private static final List<String> NEEDED = List.of(%s);
          private static final ObjectMapper JSON =
              new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

          /** Reads data; refuses any other version, and data that lack what is always there. */
          public static %s read(JsonNode data, int version) {
            if (version > VERSION) {
              throw new IllegalStateException(
                  TYPE + " is of version " + version + ", and " + VERSION + " is known");
            }
            if (version < VERSION) {
              throw new IllegalStateException(
                  TYPE + " is of version " + version + ": read it by " + TYPE + "V" + version
                      + ", and make of it what " + VERSION + " has");
            }
            for (String field : NEEDED) {
              if (!data.has(field)) throw new IllegalStateException(TYPE + " lacks " + field);
            }
            return JSON.convertValue(data, %s.class);
          }
        }
        """
        .formatted(
            pack,
            shape.label(),
            shape.name(),
            String.join(",\n", fields),
            shape.type(),
            shape.version(),
            required.stream().sorted().collect(Collectors.joining(", ")),
            shape.name(),
            shape.name());
  }

  private static String javaType(JsonNode schema) {
    if (schema.has("anyOf")) {
      List<String> types = new ArrayList<>();
      schema.get("anyOf").forEach(one -> {
        if (!one.path("type").asText().equals("null")) types.add(javaType(one));
      });
      return types.stream().distinct().count() == 1 ? types.get(0) : "Object";
    }
    return switch (schema.path("type").asText()) {
      case "string" -> "String";
      case "integer" -> "Long";
      case "number" -> "Double";
      case "boolean" -> "Boolean";
      case "array" -> "List<" + javaType(schema.path("items")) + ">";
      case "object" -> "Map<String, Object>";
      default -> "Object";
    };
  }
}
