package io.offbeat.model;

/// An interval of values, both ends inside.
///
/// @param low lower end, finite
/// @param high upper end, finite, >= low
public record Range(double low, double high) {
  public Range {
    if (!(Double.isFinite(low) && Double.isFinite(high) && low <= high)) {
      throw new IllegalArgumentException("range is not low..high: %s..%s".formatted(low, high));
    }
  }

  /// Whether a value lies inside.
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
