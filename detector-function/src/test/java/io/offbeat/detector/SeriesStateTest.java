package io.offbeat.detector;

import static io.offbeat.detector.Blocks.PUMP;
import static io.offbeat.detector.Blocks.SPIKE;
import static io.offbeat.detector.Blocks.quiet;
import static io.offbeat.detector.Blocks.reading;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.EpisodeEvent.Change;
import io.offbeat.model.Reading;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesStateTest {
  private final SeriesState state = SeriesState.fresh(PUMP);

  @Test
  void a_newer_reading_is_learned() {
    assertThat(outcome(reading(PUMP, 0, 20))).isEqualTo(DetectCount.LEARNED);
    assertThat(outcome(reading(PUMP, 1, 20))).isEqualTo(DetectCount.LEARNED);
  }

  @Test
  void the_same_instant_and_value_is_a_repeat() {
    outcome(reading(PUMP, 5, 20));

    assertThat(outcome(reading(PUMP, 5, 20))).isEqualTo(DetectCount.REPEAT);
  }

  @Test
  void another_value_at_the_same_instant_is_learned() {
    outcome(reading(PUMP, 5, 0.0));

    assertThat(outcome(reading(PUMP, 5, -0.0))).isEqualTo(DetectCount.LEARNED);
    assertThat(outcome(reading(PUMP, 5, 0.0))).isEqualTo(DetectCount.LEARNED);
  }

  @Test
  void a_late_reading_is_judged_and_changes_nothing() {
    learnQuiet(0, 100);
    byte[] before = bytes();

    SeriesState.Effect late = state.apply(reading(PUMP, 50, SPIKE));

    assertThat(late.outcome()).isEqualTo(DetectCount.LATE);
    assertThat(late.judgement()).isNotNull();
    assertThat(late.event()).isNull();
    assertThat(bytes()).isEqualTo(before);
  }

  @Test
  void a_late_reading_neither_extends_nor_ends_an_episode() {
    learnQuiet(0, 100);
    state.apply(reading(PUMP, 100, SPIKE));
    byte[] open = bytes();

    for (int minute = 50; minute < 70; minute++) {
      assertThat(state.apply(reading(PUMP, minute, quiet(minute))).event()).isNull();
    }

    assertThat(bytes()).isEqualTo(open);
  }

  @Test
  void an_episode_starts_and_ends_with_the_usual_range_of_its_start() {
    learnQuiet(0, 100);
    List<EpisodeEvent> events = new ArrayList<>(apply(reading(PUMP, 100, SPIKE)));
    events.addAll(learnQuiet(101, 140));

    assertThat(events).extracting(EpisodeEvent::change).contains(Change.STARTED, Change.ENDED);
    EpisodeEvent started = events.getFirst();
    EpisodeEvent ended = events.getLast();
    assertThat(started.value()).isEqualTo(SPIKE);
    assertThat(started.usual().contains(20)).isTrue();
    assertThat(started.unit()).isEqualTo("Cel");
    assertThat(ended.episodeId()).isEqualTo(started.episodeId());
    assertThat(ended.usual()).isEqualTo(started.usual());
    assertThat(ended.peak()).isEqualTo(SPIKE);
  }

  @Test
  void an_event_carries_the_newest_values_this_one_last() {
    learnQuiet(0, 100);
    EpisodeEvent started = apply(reading(PUMP, 100, SPIKE)).getFirst();

    assertThat(started.recent()).hasSize(SeriesState.RECENT).endsWith(quiet(99), SPIKE);
    assertThat(started.recent()).startsWith(quiet(100 - SeriesState.RECENT + 1));
  }

  @Test
  void a_unit_that_is_not_told_is_the_last_one_told() {
    learnQuiet(0, 100);
    Reading untold = new Reading(PUMP, reading(PUMP, 100, 0).at(), SPIKE, "");

    assertThat(apply(untold).getFirst().unit()).isEqualTo("Cel");
  }

  private DetectCount outcome(Reading reading) {
    return state.apply(reading).outcome();
  }

  private List<EpisodeEvent> learnQuiet(int from, int to) {
    var events = new ArrayList<EpisodeEvent>();
    for (int minute = from; minute < to; minute++) {
      events.addAll(apply(reading(PUMP, minute, quiet(minute))));
    }
    return events;
  }

  private List<EpisodeEvent> apply(Reading reading) {
    EpisodeEvent event = state.apply(reading).event();
    return event == null ? List.of() : List.of(event);
  }

  private byte[] bytes() {
    return Encoded.bytes(state::encode);
  }
}
