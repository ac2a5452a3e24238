package io.offbeat.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Comparator;

/// One metric of one device: what a baseline is learned for.
///
/// @param device name of the device, 1 to 256 bytes of UTF-8, no control characters
/// @param metric name of the metric, with the same bounds
public record SeriesKey(String device, String metric) implements Comparable<SeriesKey> {
  /// Longest name, in bytes of UTF-8.
  public static final int MAX_NAME_BYTES = 256;

  private static final Comparator<SeriesKey> ORDER =
      Comparator.comparing(SeriesKey::device).thenComparing(SeriesKey::metric);

  public SeriesKey {
    requireName("device", device);
    requireName("metric", metric);
  }

  private static void requireName(String what, String name) {
    if (name.isEmpty() || name.getBytes(UTF_8).length > MAX_NAME_BYTES) {
      throw new IllegalArgumentException(
          "%s must be 1 to %d bytes long: '%s'".formatted(what, MAX_NAME_BYTES, name));
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "%s holds a control character: '%s'".formatted(what, name));
    }
  }

  @Override
  public int compareTo(SeriesKey other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return device + " " + metric;
  }
}
