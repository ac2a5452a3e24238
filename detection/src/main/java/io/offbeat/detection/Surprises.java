package io.offbeat.detection;

import io.offbeat.model.Kind;

/// How surprising a reading is in each way a series can be odd, each about the negative decimal
/// logarithm of how often this series does this.
///
/// @param point distance from the slow level
/// @param shift distance of the smoothed level from it
/// @param burst how surprising the newest readings were together
/// @param hourPoint deviation from what is usual at the hour; 0 without an admitted rhythm
/// @param hourShift the smoothed deviation; likewise
record Surprises(double point, double shift, double burst, double hourPoint, double hourShift) {
  /// A value at most this surprising is usual: one in thirty.
  private static final double USUAL = 1.5;

  /// The root of the sum of squares: several mild surprises add up, and one large one stays itself.
  double together() {
    return Math.sqrt(
        point * point
            + shift * shift
            + burst * burst
            + hourPoint * hourPoint
            + hourShift * hourShift);
  }

  /// In what way it is odd: by the largest.
  Kind kind() {
    double spike = Math.max(point, hourPoint);
    double level = Math.max(shift, hourShift);
    boolean elsewhen = Math.max(hourPoint, hourShift) > Math.max(point, shift) && point <= USUAL;
    if (burst > spike && burst > level) {
      return Kind.NOISE_CHANGE;
    }
    if (elsewhen) {
      return Kind.OFF_RHYTHM;
    }
    return level > spike ? Kind.LEVEL_SHIFT : Kind.SPIKE;
  }
}
