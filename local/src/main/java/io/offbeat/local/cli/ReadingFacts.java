package io.offbeat.local.cli;

import io.offbeat.ingest.format.EventTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.json.JsonMapper;

/// What a producer would know of a record that it puts: as far as the JSON can be read, and no
/// judgement of it.
///
/// @param device the first device named, if any
/// @param times every event time that can be read
record ReadingFacts(Optional<String> device, List<Instant> times) {
  private static final JsonMapper JSON = new JsonMapper();

  /// The facts of a record's bytes.
  static ReadingFacts of(byte[] record) {
    Optional<String> device = Optional.empty();
    var times = new ArrayList<Instant>();
    try (JsonParser json = JSON.createParser(record)) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.PROPERTY_NAME) {
          String name = json.currentName();
          json.nextToken();
          if (name.equals("device") && device.isEmpty()) {
            device = text(json);
          } else if (name.equals("at")) {
            time(json).ifPresent(times::add);
          }
        }
      }
    } catch (StreamReadException e) {
      return new ReadingFacts(device, times); // what came before the fault; ingest judges it
    }
    return new ReadingFacts(device, times);
  }

  private static Optional<String> text(JsonParser json) {
    return json.currentToken() == JsonToken.VALUE_STRING
        ? Optional.of(json.getString())
        : Optional.empty();
  }

  private static Optional<Instant> time(JsonParser json) {
    return switch (json.currentToken()) {
      case VALUE_STRING -> EventTime.of(json.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          Optional.of(EventTime.of(json.getDecimalValue()));
      default -> Optional.empty();
    };
  }
}
