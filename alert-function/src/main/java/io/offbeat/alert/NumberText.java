package io.offbeat.alert;

import io.offbeat.model.Range;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Writes numbers as people read them: four significant digits, three for the ends of a range, more
/// where a narrow range would otherwise not show; the same in every locale.
///
/// A whole part is never rounded away (`12346`, not `12350`), trailing zeros are left out. From 1e9
/// up, and below 1e-6, with an exponent: `1.235e9`.
final class NumberText {
  private static final int VALUE_DIGITS = 4;
  private static final int RANGE_DIGITS = 3;

  /// Powers of ten from which, and below which, an exponent is easier to read than zeros.
  private static final int LARGE = 9;

  private static final int SMALL = -6;

  /// A double has 15 to 17 significant digits: as far as a narrow range far from 0 is followed.
  private static final int EXACT = 15;

  private NumberText() {}

  /// A value by itself.
  static String of(double value) {
    return text(value, VALUE_DIGITS, 0);
  }

  /// A value beside the range in which it is usually found.
  static String of(double value, Range usual) {
    return text(value, VALUE_DIGITS, usual.high() - usual.low());
  }

  /// A range: `61–78`, or `-5 to 3` where a dash would be taken for a sign.
  static String of(Range range) {
    double width = range.high() - range.low();
    String low = text(range.low(), RANGE_DIGITS, width);
    String high = text(range.high(), RANGE_DIGITS, width);
    return range.low() < 0 ? low + " to " + high : low + "–" + high;
  }

  /// @param digits significant digits
  /// @param width a tenth of it must show; 0 for none
  private static String text(double value, int digits, double width) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal exact = BigDecimal.valueOf(value);
    boolean followed = width > 0 && Double.isFinite(width);
    int power = power(exact);
    if (power >= (followed ? EXACT : LARGE) || power < SMALL) {
      return withExponent(exact.round(new MathContext(digits, RoundingMode.HALF_UP)));
    }
    int decimals = Math.max(0, digits - 1 - power);
    if (followed) {
      int needed = 1 - power(BigDecimal.valueOf(width));
      decimals = Math.max(decimals, Math.min(needed, EXACT - 1 - power));
    }
    BigDecimal rounded = exact.setScale(decimals, RoundingMode.HALF_UP);
    return rounded.stripTrailingZeros().toPlainString();
  }

  private static String withExponent(BigDecimal rounded) {
    int power = power(rounded);
    String mantissa = rounded.movePointLeft(power).stripTrailingZeros().toPlainString();
    return mantissa + "e" + power;
  }

  /// The power of ten of the first digit.
  private static int power(BigDecimal number) {
    return number.precision() - number.scale() - 1;
  }
}
