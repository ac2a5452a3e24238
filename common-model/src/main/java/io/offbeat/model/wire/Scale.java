package io.offbeat.model.wire;

/// Values as whole numbers of a decimal fraction, where that is exact: most sensors report a few
/// decimals, and small integers pack well.
final class Scale {
  /// Stands for values that no scale holds exactly, kept as their raw bits.
  static final int RAW = 16;

  /// Whole numbers beyond this are not all doubles.
  private static final double MAX_EXACT = 0x1p53;

  /// Powers of ten, each exact as a double.
  private static final double[] POWERS = new double[RAW];

  static {
    double power = 1;
    for (int scale = 0; scale < RAW; scale++) {
      POWERS[scale] = power;
      power *= 10;
    }
  }

  private Scale() {}

  /// The number of decimals, at least `atLeast`, with which a value is exact; [#RAW] when none is.
  static int of(double value, int atLeast) {
    int scale = atLeast;
    while (scale < RAW && !isExact(value, scale)) {
      scale++;
    }
    return scale;
  }

  /// A value in units of its last decimal.
  static long count(double value, int scale) {
    return (long) Math.rint(value * POWERS[scale]);
  }

  /// The value that so many units of the last decimal make.
  static double value(long count, int scale) {
    return count / POWERS[scale];
  }

  /// Whether a number of units of the last decimal makes the value again, to the bit: -0.0 is none.
  static boolean isExact(double value, int scale) {
    if (scale == RAW) {
      return false;
    }
    double scaled = Math.rint(value * POWERS[scale]);
    return Math.abs(scaled) < MAX_EXACT
        && Double.doubleToRawLongBits(value((long) scaled, scale))
            == Double.doubleToRawLongBits(value);
  }
}
