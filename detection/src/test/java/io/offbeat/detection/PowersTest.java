package io.offbeat.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PowersTest {
  private static final double ERROR = 1e-13;

  private final Random random = new Random(1);

  @Test
  void logarithms_agree_with_those_of_the_jdk() {
    for (int i = 0; i < 100_000; i++) {
      double x = StrictMath.pow(10, 600 * random.nextDouble() - 300);
      double expected = StrictMath.log10(x);
      assertThat(Powers.log10(x)).as("of %s", x).isCloseTo(expected, within(near(expected)));
    }
  }

  @Test
  void logarithms_of_what_is_nearly_one_lose_no_digits() {
    for (int i = 0; i < 10_000; i++) {
      double x = 1 + 1e-6 * random.nextGaussian();
      double expected = StrictMath.log(x) / StrictMath.log(2);
      assertThat(Powers.log2(x)).as("of %s", x).isCloseTo(expected, within(near(expected)));
    }
    assertThat(Powers.log2(1)).isZero();
    assertThat(Powers.log2(0)).isLessThan(-1000);
  }

  @Test
  void powers_agree_with_those_of_the_jdk() {
    for (int i = 0; i < 100_000; i++) {
      double x = 1e-4 + 5000 * random.nextDouble();
      double y = 12 * random.nextDouble() - 6;
      double expected = StrictMath.pow(x, y);
      assertThat(Powers.pow(x, y)).as("%s^%s", x, y).isCloseTo(expected, within(near(expected)));
    }
  }

  @Test
  void whole_powers_of_two_are_exact() {
    for (int y = -300; y <= 300; y++) {
      assertThat(Powers.exp2(y)).isEqualTo(Math.scalb(1.0, y));
      assertThat(Powers.log2(Math.scalb(1.0, y))).isEqualTo(y);
    }
  }

  private static double near(double expected) {
    return ERROR * Math.abs(expected);
  }
}
