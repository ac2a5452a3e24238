package io.offbeat.local.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.offbeat.local.corpus.LabelledSeries.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventFiguresTest {
  private static final Duration CADENCE = Duration.ofHours(1);

  @Test
  void an_anomaly_is_found_once_however_often_it_rings() {
    EventFigures figures = figures(300, 305, 320);

    assertThat(figures.found()).isEqualTo(1);
    assertThat(figures.falseEpisodes()).isZero();
    assertThat(figures.recall()).isEqualTo(0.5);
    assertThat(figures.precision()).isEqualTo(1);
    assertThat(figures.f1()).isCloseTo(2 / 3.0, within(1e-12));
  }

  @Test
  void false_detections_at_most_30_rows_apart_are_one_episode() {
    assertThat(figures(400, 430, 460).falseEpisodes()).isEqualTo(1);
    assertThat(figures(400, 431, 462).falseEpisodes()).isEqualTo(3);
  }

  @Test
  void the_delay_is_the_median_over_found_anomalies() {
    assertThat(figures(303, 610).delay()).isEqualTo((3 + 10) / 2.0);
    assertThat(figures().delay()).isZero();
  }

  @Test
  void weeks_are_what_is_scored_outside_anomalies() {
    // From row 150 to 999, less the windows' 20 and 40 hours.
    assertThat(figures().healthyWeeks()).isCloseTo((849 - 20 - 40) / 168.0, within(1e-9));
    assertThat(figures(400).falseAWeek()).isCloseTo(168.0 / 789, within(1e-9));
  }

  @Test
  void an_anomaly_before_the_first_scored_row_counts_nowhere() {
    var early = List.of(new Span(at(10), at(20)), new Span(at(300), at(320)));
    var series = LabelledSeries.of("made.csv", times(), early);

    assertThat(EventFigures.of(List.of(new Detections(series, List.of(12)))).windows()).isOne();
  }

  @Test
  void nothing_told_and_nothing_to_find_are_no_division_by_zero() {
    var healthy = LabelledSeries.of("made.csv", times(), List.of());
    EventFigures figures = EventFigures.of(List.of(new Detections(healthy, List.of())));

    assertThat(figures.recall()).isZero();
    assertThat(figures.precision()).isZero();
    assertThat(figures.f1()).isZero();
    assertThat(EventFigures.of(List.of()).falseAWeek()).isZero();
  }

  /// 1,000 rows, anomalous in two spans.
  private static EventFigures figures(Integer... rows) {
    var spans = List.of(new Span(at(300), at(320)), new Span(at(600), at(640)));
    var series = LabelledSeries.of("made.csv", times(), spans);
    return EventFigures.of(List.of(new Detections(series, List.of(rows))));
  }

  private static List<Instant> times() {
    return IntStream.range(0, 1_000).mapToObj(EventFiguresTest::at).toList();
  }

  private static Instant at(int row) {
    return Instant.EPOCH.plus(CADENCE.multipliedBy(row));
  }
}
