package io.offbeat.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadingTest {
  private static final SeriesKey SERIES = new SeriesKey("pump-7", "temperature");

  @Test
  void a_value_must_be_finite() {
    for (double value : new double[] {Double.NaN, 1 / 0.0, -1 / 0.0}) {
      assertThatThrownBy(() -> new Reading(SERIES, Instant.EPOCH, value, ""))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("pump-7 temperature is not finite: " + value);
    }
  }

  @Test
  void a_range_holds_both_its_ends() {
    var range = new Range(1, 2);

    assertThat(range.contains(1)).isTrue();
    assertThat(range.contains(2)).isTrue();
    assertThat(range.contains(Math.nextUp(2.0))).isFalse();
    assertThat(range.contains(Double.NaN)).isFalse();
  }

  @Test
  void a_range_runs_from_low_to_high() {
    assertThat(new Range(1, 1).contains(1)).isTrue();
    assertThatThrownBy(() -> new Range(2, 1)).hasMessageContaining("2.0..1.0");
    assertThatThrownBy(() -> new Range(Double.NaN, 1)).hasMessageContaining("NaN..1.0");
    assertThatThrownBy(() -> new Range(0, 1 / 0.0)).hasMessageContaining("0.0..Infinity");
  }

  @Test
  void a_block_needs_a_bucket_and_a_reading() {
    List<AcceptedReading> none = List.of();

    assertThatThrownBy(() -> new Block(0, none)).hasMessageContaining("0, 0");
    assertThatThrownBy(() -> new Block(-1, readings())).hasMessageContaining("-1, 1");
  }

  @Test
  void a_block_keeps_its_own_copy_of_the_readings() {
    List<AcceptedReading> readings = readings();
    var block = new Block(3, readings);
    readings.clear();

    assertThat(block.readings()).hasSize(1);
  }

  private static List<AcceptedReading> readings() {
    var source = new SourcePosition("s", BigInteger.TEN, 0);
    return new ArrayList<>(
        List.of(
            new AcceptedReading(
                new Reading(SERIES, Instant.EPOCH, 1, "Cel"), Instant.EPOCH, source)));
  }
}
