package io.offbeat.detection;

/// Logarithms and powers that are the same bits on every JVM, as [StrictMath]'s are, at a quarter
/// of their time: a reading takes about ten.
///
/// `log2 x = e + 2 / ln 2 * artanh((m - 1) / (m + 1))` with `x = m 2^e` and m between the roots of
/// 1/2 and 2, by ten terms of the series; `2^y` by twelve terms of the exponential series on half
/// an octave each side. The relative error of either is below 1e-13. Made of exactly rounded
/// operations alone.
final class Powers {
  private static final double SQRT_2 = 1.4142135623730951;
  private static final double LN_2 = 0.6931471805599453;
  private static final double LOG10_2 = 0.30102999566398120;

  /// The bits of a double's fraction.
  static final long FRACTION = 0x000f_ffff_ffff_ffffL;

  private static final int FRACTION_BITS = 52;
  private static final int BIAS = 1023;
  private static final long ONE = 0x3ff0_0000_0000_0000L;

  private Powers() {}

  /// The binary logarithm of a positive, normal number; of 0 a large negative number.
  static double log2(double x) {
    int exponent = Math.getExponent(x);
    double m = Double.longBitsToDouble((Double.doubleToRawLongBits(x) & FRACTION) | ONE);
    if (m > SQRT_2) {
      m /= 2;
      exponent++;
    }
    double s = (m - 1) / (m + 1);
    double q = s * s;
    double high = 1 / 11.0 + q * (1 / 13.0 + q * (1 / 15.0 + q * (1 / 17.0 + q * (1 / 19.0))));
    double low = 1 / 3.0 + q * (1 / 5.0 + q * (1 / 7.0 + q * (1 / 9.0)));
    double q2 = q * q;
    return exponent + 2 / LN_2 * (s + s * q * (low + q2 * q2 * high));
  }

  /// The decimal logarithm of a positive, normal number.
  static double log10(double x) {
    return LOG10_2 * log2(x);
  }

  /// 2 to a power between -1000 and 1000.
  static double exp2(double y) {
    long whole = (long) Math.rint(y);
    double t = LN_2 * (y - whole);
    double t2 = t * t;
    double t4 = t2 * t2;
    double first = 1 + t + t2 * (1 / 2.0 + t * (1 / 6.0));
    double second = 1 / 24.0 + t * (1 / 120.0) + t2 * (1 / 720.0 + t * (1 / 5040.0));
    double third =
        1 / 40_320.0
            + t * (1 / 362_880.0)
            + t2 * (1 / 3_628_800.0 + t * (1 / 39_916_800.0))
            + t4 * (1 / 479_001_600.0);
    double octave = Double.longBitsToDouble((whole + BIAS) << FRACTION_BITS);
    return octave * (first + t4 * (second + t4 * third));
  }

  /// A positive, normal number to a power; the result is one too.
  static double pow(double x, double y) {
    return exp2(y * log2(x));
  }
}
