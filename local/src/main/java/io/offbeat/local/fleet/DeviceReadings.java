package io.offbeat.local.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// What a device measured at one instant: one record of the stream `readings`.
///
/// @param device name of the device, letters, digits and `-`
/// @param at event time
/// @param values the value of each metric, in the order in which the device sends them
public record DeviceReadings(String device, Instant at, Map<String, Double> values) {
  public DeviceReadings {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /// The canonical JSON: `{"device":…,"at":…,"values":{…}}`.
  public byte[] json() {
    String metrics =
        values.entrySet().stream()
            .map(value -> "\"%s\":".formatted(value.getKey()) + value.getValue())
            .collect(Collectors.joining(","));
    return "{\"device\":\"%s\",\"at\":\"%s\",\"values\":{%s}}"
        .formatted(device, at, metrics)
        .getBytes(UTF_8);
  }
}
