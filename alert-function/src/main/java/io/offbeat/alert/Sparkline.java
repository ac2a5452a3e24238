package io.offbeat.alert;

import io.offbeat.model.Range;
import java.util.List;

/// Draws values as a line of Unicode blocks, lowest to highest, as wide as there are values. What
/// lies outside a range stands in brackets, which no font moves.
final class Sparkline {
  private static final String BLOCKS = "▁▂▃▄▅▆▇█";
  private static final String FLAT = "▄";
  private static final String UNKNOWN = "·";

  private Sparkline() {}

  /// One block a value; all in the middle when they are equal, a dot for what is not finite.
  static String of(List<Double> values, Range inside) {
    List<Double> finite = values.stream().filter(Double::isFinite).toList();
    double low = finite.stream().mapToDouble(v -> v).min().orElse(0);
    double high = finite.stream().mapToDouble(v -> v).max().orElse(0);
    var line = new StringBuilder();
    boolean marked = false;
    for (double value : values) {
      boolean outside = Double.isFinite(value) && !inside.contains(value);
      if (outside != marked) {
        line.append(outside ? '[' : ']');
      }
      marked = outside;
      line.append(block(value, low, high));
    }
    return line.append(marked ? "]" : "").toString();
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
