package io.offbeat.ingest.format;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// JSON without what services wrap around it, and what the wrapping says.
///
/// @param body what was wrapped
/// @param device a device, when the body names none; empty: unknown
/// @param at an event time, when the body tells none
/// @param prefix begins the name of each metric
/// @param suffix ends it
/// @param keys fields of the body that tell devices apart, and are no metrics
/// @param removal whether it tells that something is gone, so that no value stands in it
record Envelope(
    JsonNode body,
    String device,
    Optional<Instant> at,
    String prefix,
    String suffix,
    Set<String> keys,
    boolean removal) {

  /// DynamoDB's numbers have 38 digits and go up to 1e126, which may be written out.
  private static final int LONGEST_NUMBER = 200;

  private static final Set<String> VECTORS_KINDS = Set.of("incremental", "absolute");

  private static final Set<String> VECTORS_VALUES =
      Set.of(
          "counter",
          "gauge",
          "set",
          "distribution",
          "aggregated_histogram",
          "aggregated_summary",
          "sketch");

  /// What tells of which series and how it came about, and is no value.
  private static final Set<String> VECTORS_DESCRIPTION =
      Set.of("name", "namespace", "kind", "tags", "interval_ms");

  /// Takes off the wrapping that a document has; any other is its own body.
  static Envelope of(JsonNode tree) {
    if (tree.has("detail-type") && tree.has("detail")) {
      return wrapped(tree.path("detail"), tree);
    }
    if (tree.has("specversion") && tree.has("source")) {
      return wrapped(tree.path("data"), tree);
    }
    if (tree.path("dynamodb").isObject() && tree.has("eventName")) {
      return dynamo(tree);
    }
    if (isVectors(tree.path("metric"))) {
      return vector(tree.path("metric"));
    }
    return isVectors(tree)
        ? vector(tree)
        : new Envelope(tree, "", Optional.empty(), "", "", Set.of(), false);
  }

  /// An event of EventBridge, or a CloudEvent.
  private static Envelope wrapped(JsonNode body, JsonNode event) {
    return new Envelope(
        body,
        JsonTrees.text(event, "source"),
        EventTime.of(JsonTrees.text(event, "time")),
        "",
        "",
        Set.of(),
        false);
  }

  /// A change of an item in DynamoDB: microseconds when it says so, else milliseconds.
  private static Envelope dynamo(JsonNode change) {
    JsonNode dynamo = change.path("dynamodb");
    JsonNode keys = dynamo.path("Keys");
    JsonNode created = dynamo.path("ApproximateCreationDateTime");
    boolean micros =
        JsonTrees.text(dynamo, "ApproximateCreationDateTimePrecision").equals("MICROSECOND");
    Optional<Instant> at =
        created.canConvertToLong()
            ? Optional.of(
                micros
                    ? EventTime.micros(created.longValue())
                    : EventTime.millis(created.longValue()))
            : Optional.empty();
    String device =
        keys.isEmpty()
            ? JsonTrees.text(change, "tableName")
            : plain(keys.iterator().next()).asString("");
    return new Envelope(
        plainFields(dynamo.path("NewImage")),
        device,
        at,
        "",
        "",
        Set.copyOf(keys.propertyNames()),
        JsonTrees.text(change, "eventName").equals("REMOVE"));
  }

  private static ObjectNode plainFields(JsonNode typed) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    typed.properties().forEach(field -> fields.set(field.getKey(), plain(field.getValue())));
    return fields;
  }

  /// The value inside DynamoDB's `{"N":"42"}`.
  private static JsonNode plain(JsonNode typed) {
    if (typed.has("N")) {
      String text = JsonTrees.text(typed, "N");
      return text.length() <= LONGEST_NUMBER
              && Quantity.written(text) instanceof Quantity.Finite(var value, _, _)
          ? JsonNodeFactory.instance.numberNode(exact(text, value))
          : typed.path("N");
    }
    if (typed.has("M")) {
      return plainFields(typed.path("M"));
    }
    if (typed.has("L")) {
      var list = JsonNodeFactory.instance.arrayNode();
      typed.path("L").forEach(element -> list.add(plain(element)));
      return list;
    }
    return typed.path("S");
  }

  /// What rounds to 0 counts as 0: its exponent may be beyond reckoning.
  private static BigDecimal exact(String text, double value) {
    return value == 0 ? BigDecimal.ZERO : new BigDecimal(text);
  }

  private static boolean isVectors(JsonNode metric) {
    return metric.path("name").isString()
        && VECTORS_KINDS.contains(JsonTrees.text(metric, "kind"))
        && VECTORS_VALUES.stream().anyMatch(metric::has);
  }

  /// A metric in Vector's own JSON (https://vector.dev/docs/architecture/data-model/metric/), or
  /// made a log. Its series is told by its tags, as in the line protocol.
  private static Envelope vector(JsonNode metric) {
    String namespace = JsonTrees.text(metric, "namespace");
    String name = JsonTrees.text(metric, "name");
    String full = namespace.isEmpty() ? name : namespace + "." + name;
    var series = TaggedSeries.of(full, JsonTrees.texts(metric.path("tags")));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    metric.properties().stream()
        .filter(field -> !VECTORS_DESCRIPTION.contains(field.getKey()))
        .forEach(field -> body.set(field.getKey(), field.getValue()));
    return new Envelope(
        body, series.device(), Optional.empty(), full + ".", series.suffix(), Set.of(), false);
  }
}
