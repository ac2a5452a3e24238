package io.offbeat.local.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

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
    var metrics = new StringJoiner(",", "{", "}");
    values.forEach((metric, value) -> metrics.add("\"" + metric + "\":" + value));
    String json =
        "{\"device\":\"" + device + "\",\"at\":\"" + at + "\",\"values\":" + metrics + "}";
    return json.getBytes(UTF_8);
  }
}
