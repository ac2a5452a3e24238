package io.offbeat.model.rules;

/// How far a reading must lie from the series' mean to be anomalous, whatever is usual.
///
/// @param absolute in the series' unit, >= 0
/// @param relative as a share of the mean's size, >= 0: 0.05 is 5 %
public record MinDeviation(double absolute, double relative) {
  /// No least deviation.
  public static final MinDeviation NONE = new MinDeviation(0, 0);

  public MinDeviation {
    if (!(absolute >= 0 && relative >= 0)) {
      throw new IllegalArgumentException(
          "a least deviation is not negative: %s, %s".formatted(absolute, relative));
    }
  }

  /// The least deviation of a series with this mean, in its unit: what both ask for.
  public double around(double mean) {
    return Math.max(absolute, relative * Math.abs(mean));
  }
}
