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
    if (isPlain(name)) {
      return;
    }
    if (name.isEmpty() || name.getBytes(UTF_8).length > MAX_NAME_BYTES) {
      throw new IllegalArgumentException(
          "%s must be 1 to %d bytes long: '%s'".formatted(what, MAX_NAME_BYTES, name));
    }
    if (!name.codePoints().allMatch(SeriesKey::isNameCharacter)) {
      throw new IllegalArgumentException(
          "%s holds a control character or half of one: '%s'".formatted(what, name));
    }
  }

  /// Short, and printable ASCII: nearly every name, told without a look at its bytes.
  private static boolean isPlain(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < ' ' || c > '~') {
        return false;
      }
    }
    return !name.isEmpty() && name.length() <= MAX_NAME_BYTES;
  }

  /// Whether a code point may stand in a name: no control character, no half of a surrogate pair,
  /// and not U+FFFE or U+FFFF, which no XML and so neither SNS nor SQS can carry
  /// (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html).
  public static boolean isNameCharacter(int codePoint) {
    return !Character.isISOControl(codePoint)
        && !(Character.MIN_SURROGATE <= codePoint && codePoint <= Character.MAX_SURROGATE)
        && codePoint != 0xfffe
        && codePoint != 0xffff;
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
