package io.offbeat.model.rules;

/// How far from what is usual a reading must lie to be anomalous; stuck and burst are not held to
/// it.
///
/// @param absolute in the series' unit, >= 0
/// @param relative as a share of the level's size, >= 0: 0.05 is 5 %
public record MinDeviation(double absolute, double relative) {
  /// No least deviation.
  public static final MinDeviation NONE = new MinDeviation(0, 0);

  public MinDeviation {
    if (!(absolute >= 0 && relative >= 0)) {
      throw new IllegalArgumentException(
          "a least deviation is not negative: %s, %s".formatted(absolute, relative));
    }
  }

  /// The least deviation of a series at this level, in its unit: the greater of the two.
  public double around(double level) {
    return Math.max(absolute, relative * Math.abs(level));
  }
}
