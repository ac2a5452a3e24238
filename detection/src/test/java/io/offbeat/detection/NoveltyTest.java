package io.offbeat.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoveltyTest {
  private static final double FLOOR = 1e-12;
  private static final int KNOWN = 100;

  private final Novelty novelty = new Novelty();

  /// 1 in 100,000 each five minutes: `0.99999^8640`, 0.917, is left after 30 days.
  @ParameterizedTest
  @ValueSource(ints = {60, 300})
  void a_month_forgets_the_same_share_of_a_range_each_minute_as_each_five(int seconds) {
    comeFromTen();

    for (long i = Duration.ofDays(30).toSeconds() / seconds; i > 0; i--) {
      learn(0, seconds / 300.0);
    }

    assertThat(high()).isCloseTo(9.17, within(0.05));
  }

  @Test
  void a_reading_stands_for_its_time_up_to_five_minutes() {
    assertThat(new Cadence(60).share()).isCloseTo(0.2, within(1e-9));
    assertThat(new Cadence(300).share()).isEqualTo(1);
    assertThat(new Cadence(3600).share()).isEqualTo(1);
  }

  private void comeFromTen() {
    novelty.start(0);
    novelty.learn(new double[] {10, 0, 0, 0, Double.NaN}, 1, 1);
  }

  private void learn(double value, double share) {
    novelty.learn(new double[] {value, value, value, value, Double.NaN}, KNOWN, share);
  }

  /// The end of its range, by how many spans of it 20 is outside.
  private double high() {
    return 20 / (1 + novelty.beyond(20, FLOOR));
  }
}
