package io.offbeat.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.offbeat.model.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutliersTest {
  private static final double DAY = 86_400;

  private final Feed feed = new Feed();
  private final DoubleSupplier noise = Feed.gaussian(11);

  @Test
  void outliers_are_seldom_until_two_came_and_again_after_five_days() {
    Outliers two = Outliers.NONE.after(12, 60, 100).after(1, 60, 100).after(12, 60, 100);

    assertThat(Outliers.NONE.after(12, 60, 100).areSeldom(60, 100)).isTrue();
    assertThat(two.areSeldom(60, 100)).isFalse();
    assertThat(two.areSeldom(4.8 * DAY, 100)).isFalse();
    assertThat(two.areSeldom(4.9 * DAY, 100)).isTrue();
  }

  @Test
  void a_run_of_outliers_counts_once_and_each_week_leaves_37_percent_of_it() {
    Outliers run =
        Outliers.NONE.after(12, 0, 100).after(50, 0, 100).after(7.1, 0, 100).after(6.9, 0, 100);

    assertThat(run).isEqualTo(new Outliers(1, false));
    assertThat((double) run.after(0, 7 * DAY, 100).lately()).isCloseTo(Math.exp(-1), within(1e-6));
    assertThat((double) run.after(0, 1e12, 100).lately()).isCloseTo(0, within(1e-12));
    assertThat(run.after(0, -5, 100)).isEqualTo(run);
  }

  @Test
  void nothing_is_far_before_100_distances_are_known() {
    assertThat(Outliers.NONE.after(1e6, 60, 99)).isEqualTo(Outliers.NONE);
    assertThat(Outliers.NONE.areSeldom(60, 99)).isFalse();
    assertThat(Outliers.NONE.areSeldom(60, 100)).isTrue();
  }

  @Test
  void ten_and_a_half_distances_reach_the_threshold_and_twice_as_many_are_the_most() {
    assertThat(Outliers.distance(10.5)).isEqualTo(Baseline.THRESHOLD);
    assertThat(Outliers.distance(15.75)).isEqualTo(1.5 * Baseline.THRESHOLD);
    assertThat(Outliers.distance(1e9)).isEqualTo(2 * Baseline.THRESHOLD);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 6, 9})
  void a_fault_that_recurs_is_still_found_the_tenth_time(int days) {
    feed.learn(7 * Feed.DAY, noise);

    List<Judgement> faults = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      // Never at the same time of day: that would be a rhythm.
      feed.learn(days * Feed.DAY + 17 * i, noise);
      faults.add(feed.learn(20));
    }

    assertThat(faults).allMatch(Judgement::alarm);
    assertThat(faults.getLast().kind()).isEqualTo(Kind.SPIKE);
    assertThat(faults.getLast().why()).contains("its usual distance");
  }

  @Test
  void a_spiky_series_is_told_twice_and_then_it_is_its_nature() {
    feed.learn(7 * Feed.DAY, noise);

    List<Judgement> spikes = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      feed.learn(120 + i, noise);
      spikes.add(feed.learn(20));
    }

    assertThat(spikes.subList(0, 2)).allMatch(Judgement::alarm);
    assertThat(spikes.subList(2, 40)).filteredOn(Judgement::alarm).hasSizeLessThan(8);
  }

  @Test
  void what_was_normal_is_not_far_and_what_was_an_anomaly_is_so_again() {
    feed.learn(7 * Feed.DAY, noise);
    for (int i = 0; i < 3; i++) {
      feed.learn(20);
      feed.learn(6 * Feed.DAY, noise);
    }
    assertThat(feed.judgeNext(20).alarm()).isTrue();

    feed.normal(20);
    assertThat(feed.judgeNext(20).alarm()).isFalse();

    feed.anomaly(20);
    assertThat(feed.judgeNext(20).alarm()).isTrue();
  }
}
