package io.offbeat.model.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ValuesCodecTest {
  @Test
  void values_come_back_to_the_bit() throws IOException {
    double[][] examples = {
      {},
      {0},
      {-0.0, 0.0},
      {20.4, 20.5, 19.75, -3},
      {1.0 / 3, 2},
      {Double.MAX_VALUE, Double.MIN_VALUE, -1e15, 9007199254740991.0},
      {1e-15, 123456.789}
    };
    for (double[] values : examples) {
      assertThat(decoded(values.length, encoded(values))).isEqualTo(values);
    }
  }

  @Test
  void random_values_come_back_to_the_bit() throws IOException {
    for (int seed = 0; seed < 2_000; seed++) {
      var random = new Random(seed);
      double unit = Math.pow(10, random.nextInt(12) - 4);
      double[] values = new double[1 + random.nextInt(16)];
      for (int i = 0; i < values.length; i++) {
        values[i] = Math.rint(random.nextGaussian() * 1_000) * unit;
      }
      assertThat(decoded(values.length, encoded(values))).as("seed %d", seed).isEqualTo(values);
    }
  }

  @Test
  void what_a_sensor_reports_takes_two_bytes_a_value() throws IOException {
    double[] values = new double[16];
    for (int i = 0; i < values.length; i++) {
      values[i] = 20 + new Random(i).nextInt(60) / 100.0;
    }

    assertThat(encoded(values)).hasSizeLessThan(2 * values.length);
  }

  @Test
  void other_bytes_are_refused() {
    assertThatThrownBy(() -> decoded(1, new byte[] {17, 0})).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> decoded(2, new byte[] {0, 2})).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> decoded(1, new byte[] {0, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("64 bits");
  }

  private static byte[] encoded(double[] values) throws IOException {
    var bytes = new ByteArrayOutputStream();
    ValuesCodec.encode(values, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static double[] decoded(int count, byte[] bytes) throws IOException {
    return ValuesCodec.decode(count, new DataInputStream(new ByteArrayInputStream(bytes)));
  }
}
