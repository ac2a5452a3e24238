package io.offbeat.local.cli;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.offbeat.ingest.format.EventTime;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A Kinesis record as one line of JSON: `{"partitionKey":…,"arrivedAt":…,"data":base64}`.
///
/// @param partitionKey its key, 1 to 256 characters
/// @param arrivedAt when it arrived, empty when it does not say
/// @param base64 its payload, in Base64
record RecordLine(String partitionKey, Optional<Instant> arrivedAt, String base64) {
  /// What such a line looks like.
  static final String SHAPE = "{\"partitionKey\":…,\"arrivedAt\":…,\"data\":base64}";

  private static final int LONGEST_KEY = 256;
  private static final JsonMapper JSON = new JsonMapper();

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Wire(
      @Nullable String partitionKey, @Nullable JsonNode arrivedAt, @Nullable String data) {}

  RecordLine {
    try {
      var _ = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new InputFailure("data is not base64: " + e.getMessage(), e);
    }
  }

  /// Its payload.
  byte[] data() {
    return Base64.getDecoder().decode(base64);
  }

  /// The record of a line.
  ///
  /// @throws InputFailure when it is none; the message says why
  static RecordLine of(byte[] line) {
    Wire wire = wire(line);
    if (wire == null || wire.partitionKey() == null || wire.data() == null) {
      throw new InputFailure("not " + SHAPE);
    }
    String key = wire.partitionKey();
    if (key.isEmpty() || key.length() > LONGEST_KEY) {
      throw new InputFailure("partitionKey is not 1 to %d characters".formatted(LONGEST_KEY));
    }
    return new RecordLine(key, arrivedAt(wire.arrivedAt()), wire.data());
  }

  private static @Nullable Wire wire(byte[] line) {
    try {
      return JSON.readValue(line, Wire.class);
    } catch (JacksonException e) {
      throw new InputFailure("not %s: %s".formatted(SHAPE, e.getOriginalMessage()), e);
    }
  }

  private static Optional<Instant> arrivedAt(@Nullable JsonNode node) {
    if (node == null || node.isNull()) {
      return Optional.empty();
    }
    Optional<Instant> instant =
        node.isNumber()
            ? Optional.of(EventTime.of(node.decimalValue()))
            : EventTime.of(node.asString(""));
    if (instant.filter(RecordLine::isCalendarTime).isEmpty()) {
      throw new InputFailure("arrivedAt is no time: " + node);
    }
    return instant;
  }

  /// Whether it is a time that Kinesis could give: after 1970, before the year 10000.
  private static boolean isCalendarTime(Instant instant) {
    return instant.isAfter(Instant.EPOCH)
        && instant.isBefore(Instant.parse("9999-12-31T00:00:00Z"));
  }
}
