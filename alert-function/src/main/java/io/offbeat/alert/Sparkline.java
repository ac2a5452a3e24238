package io.offbeat.alert;

import java.util.List;
import java.util.stream.Collectors;

/// Draws values as a line of Unicode blocks, lowest to highest, as wide as there are values.
final class Sparkline {
  private static final String BLOCKS = "▁▂▃▄▅▆▇█";
  private static final String FLAT = "▄";
  private static final String UNKNOWN = "·";

  private Sparkline() {}

  /// One block a value; all in the middle when they are equal, a dot for what is not finite.
  static String of(List<Double> values) {
    List<Double> finite = values.stream().filter(Double::isFinite).toList();
    double low = finite.stream().mapToDouble(v -> v).min().orElse(0);
    double high = finite.stream().mapToDouble(v -> v).max().orElse(0);
    return values.stream().map(v -> block(v, low, high)).collect(Collectors.joining());
  }

  private static String block(double value, double low, double high) {
    if (!Double.isFinite(value)) {
      return UNKNOWN;
    }
    if (low == high) {
      return FLAT;
    }
    // Halved, so that no pair of doubles is too far apart.
    double share = (value / 2 - low / 2) / (high / 2 - low / 2);
    int level = (int) Math.min(BLOCKS.length() - 1, share * BLOCKS.length());
    return BLOCKS.substring(level, level + 1);
  }
}
