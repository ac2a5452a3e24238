package io.offbeat.local.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.offbeat.local.corpus.LabelledSeries.Window;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The expected numbers are worked out by hand from the paper's rule: weights of 1, 0.11 or 0.22,
/// and 2 / (1 + exp(5 y)) - 1, which is 0.98661 at y = -1 and -0.98661 at y = 1.
class NabProfileTest {
  private static final double FIRST = 0.98661;

  private static final Window EARLY = new Window(200, 299);
  private static final Window LATE = new Window(600, 699);

  @Test
  void nothing_found_scores_0_and_all_found_at_once_100_in_every_profile() {
    assertThat(NabProfile.values())
        .allSatisfy(profile -> {
          assertThat(profile.score(List.of(found()))).isZero();
          assertThat(profile.score(List.of(found(200, 600)))).isCloseTo(100, within(1e-9));
        });
  }

  @Test
  void half_of_the_windows_score_half() {
    assertThat(NabProfile.STANDARD.score(List.of(found(600)))).isCloseTo(50, within(1e-9));
  }

  @Test
  void only_the_earliest_detection_in_a_window_counts_and_the_earlier_the_more() {
    double late = NabProfile.STANDARD.score(List.of(found(250, 260, 299, 600)));

    // 250 lies at -0.5: 0.84828.
    assertThat(late).isCloseTo(100 * (0.84828 / FIRST + 1 + 2) / 4, within(0.01));
  }

  @Test
  void a_detection_outside_costs_by_its_distance_behind_the_last_window() {
    double ahead = NabProfile.STANDARD.score(List.of(found(190, 200, 600)));
    double behind = NabProfile.STANDARD.score(List.of(found(200, 398, 600)));
    double far = NabProfile.STANDARD.score(List.of(found(200, 598, 600)));

    assertThat(ahead).isCloseTo(100 * (4 - 0.11) / 4, within(0.01));
    assertThat(behind).isCloseTo(100 * (4 - 0.11 * FIRST) / 4, within(0.01));
    assertThat(far).isCloseTo(100 * (4 - 0.11) / 4, within(0.01));
  }

  @Test
  void the_profiles_weigh_false_detections_and_missed_windows() {
    var oneMissedOneFalse = List.of(found(190, 600));

    assertThat(NabProfile.STANDARD.score(oneMissedOneFalse))
        .isCloseTo(100 * (1 - 1 - 0.11 + 2) / 4, within(1e-6));
    assertThat(NabProfile.LOW_FP.score(oneMissedOneFalse))
        .isCloseTo(100 * (1 - 1 - 0.22 + 2) / 4, within(1e-6));
    assertThat(NabProfile.LOW_FN.score(oneMissedOneFalse))
        .isCloseTo(100 * (1 - 2 - 0.11 + 4) / 6, within(1e-6));
  }

  @Test
  void what_comes_before_the_first_scored_row_costs_nothing() {
    assertThat(NabProfile.LOW_FP.score(List.of(found(149, 200, 600)))).isCloseTo(100, within(1e-9));
  }

  /// 1,000 rows, of which the first 150 are not scored.
  private static Detections found(Integer... rows) {
    List<Instant> times =
        IntStream.range(0, 1_000).mapToObj(row -> Instant.EPOCH.plusSeconds(60L * row)).toList();
    return new Detections(
        new LabelledSeries("made.csv", times, List.of(EARLY, LATE)), List.of(rows));
  }
}
