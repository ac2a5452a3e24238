package io.offbeat.local.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.offbeat.model.Reading;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// What a device measured at one instant: one record of the stream `readings`.
///
/// @param device name of the device, letters, digits and `-`
/// @param at event time
/// @param readings one of each metric, in the order in which the device sends them
public record DeviceReadings(String device, Instant at, List<Reading> readings) {
  public DeviceReadings {
    readings = List.copyOf(readings);
  }

  /// The canonical JSON, an array: `[{"device":…,"metric":…,"at":…,"value":…,"unit":…},…]`.
  public byte[] json() {
    return readings.stream()
        .map(DeviceReadings::json)
        .collect(Collectors.joining(",", "[", "]"))
        .getBytes(UTF_8);
  }

  private static String json(Reading reading) {
    return "{\"device\":\""
        + reading.series().device()
        + "\",\"metric\":\""
        + reading.series().metric()
        + "\",\"at\":\""
        + reading.at()
        + "\",\"value\":"
        + reading.value()
        + ",\"unit\":\""
        + reading.unit()
        + "\"}";
  }
}
