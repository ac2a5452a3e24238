package io.offbeat.detector;

import static io.offbeat.detector.Blocks.PUMP;
import static io.offbeat.detector.Blocks.SPIKE;
import static io.offbeat.detector.Blocks.quiet;
import static io.offbeat.detector.Blocks.reading;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.EpisodeEvent.Change;
import io.offbeat.model.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
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

    SeriesState.Effect late = effect(reading(PUMP, 50, SPIKE));

    assertThat(late.outcome()).isEqualTo(DetectCount.LATE);
    assertThat(late.judgement()).isNotNull();
    assertThat(late.events()).isEmpty();
    assertThat(bytes()).isEqualTo(before);
  }

  @Test
  void a_late_reading_neither_extends_nor_ends_an_episode() {
    learnQuiet(0, 100);
    apply(reading(PUMP, 100, SPIKE));
    byte[] open = bytes();

    for (int minute = 50; minute < 70; minute++) {
      assertThat(apply(reading(PUMP, minute, quiet(minute)))).isEmpty();
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
    assertThat(recent(100, 101))
        .hasSize(SeriesState.RECENT + 1)
        .startsWith(quiet(100 - SeriesState.RECENT))
        .endsWith(quiet(99), SPIKE);
  }

  @Test
  void an_event_carries_the_values_of_its_block_too_up_to_forty() {
    assertThat(recent(90, 101)).hasSize(SeriesState.RECENT + 11).endsWith(quiet(99), SPIKE);
    assertThat(recent(10, 101)).hasSize(40).startsWith(quiet(61)).endsWith(SPIKE);
  }

  /// What the event of a spike at minute 100 carries, the newest block beginning at a minute.
  private static List<Double> recent(int block, int end) {
    Device device = Device.fresh(PUMP.device());
    device.fold(Blocks.pump(0, block, 100));
    device.fold(Blocks.pump(block, end, 100));
    return device.outbox().getFirst().recent();
  }

  @Test
  void a_unit_that_is_not_told_is_the_last_one_told() {
    learnQuiet(0, 100);
    Reading untold = new Reading(PUMP, reading(PUMP, 100, 0).at(), SPIKE, "");

    assertThat(apply(untold).getFirst().unit()).isEqualTo("Cel");
  }

  @Test
  void an_episode_that_was_over_long_before_it_arrived_is_history() {
    learnQuiet(0, 100);
    var events = new ArrayList<EpisodeEvent>();
    for (int minute = 100; minute < 140; minute++) {
      double value = minute == 100 ? SPIKE : quiet(minute);
      events.addAll(apply(reading(PUMP, minute, value), Duration.ofHours(3)));
    }

    assertThat(events).extracting(EpisodeEvent::change).contains(Change.STARTED, Change.ENDED);
    assertThat(events).allMatch(EpisodeEvent::historic);
  }

  @Test
  void an_episode_of_the_past_that_still_goes_on_is_told_of_again() {
    learnQuiet(0, 100);
    List<EpisodeEvent> past = apply(reading(PUMP, 100, SPIKE), Duration.ofHours(3));
    List<EpisodeEvent> now = apply(reading(PUMP, 101, SPIKE), Duration.ZERO);

    assertThat(past).hasSize(1).allMatch(EpisodeEvent::historic);
    assertThat(now).extracting(EpisodeEvent::change).containsExactly(Change.ESCALATED);
    assertThat(now).noneMatch(EpisodeEvent::historic);
    assertThat(now.getFirst().episodeId()).isEqualTo(past.getFirst().episodeId());
  }

  @Test
  void an_episode_that_people_know_of_ends_for_them_however_late_its_end_arrives() {
    learnQuiet(0, 100);
    apply(reading(PUMP, 100, SPIKE));
    var events = new ArrayList<EpisodeEvent>();
    for (int minute = 101; minute < 140; minute++) {
      events.addAll(apply(reading(PUMP, minute, quiet(minute)), Duration.ofHours(3)));
    }

    assertThat(events.getLast().change()).isEqualTo(Change.ENDED);
    assertThat(events.getLast().historic()).isFalse();
  }

  private DetectCount outcome(Reading reading) {
    return effect(reading).outcome();
  }

  private List<EpisodeEvent> learnQuiet(int from, int to) {
    var events = new ArrayList<EpisodeEvent>();
    for (int minute = from; minute < to; minute++) {
      events.addAll(apply(reading(PUMP, minute, quiet(minute))));
    }
    return events;
  }

  private List<EpisodeEvent> apply(Reading reading) {
    return effect(reading).events();
  }

  private SeriesState.Effect effect(Reading reading) {
    return state.apply(reading, reading.at());
  }

  private List<EpisodeEvent> apply(Reading reading, Duration later) {
    return state.apply(reading, reading.at().plus(later)).events();
  }

  private byte[] bytes() {
    return Encoded.bytes(state::encode);
  }

  @Test
  void a_level_that_stays_is_accepted_once_it_counts_as_normal() {
    var noise = new SplittableRandom(1);
    List<EpisodeEvent> events = feed(1_000, i -> (i < 600 ? 20 : 30) + noise.nextGaussian());

    assertThat(events).extracting(EpisodeEvent::change).contains(Change.STARTED, Change.ENDED);
    assertThat(events.getLast().change()).isEqualTo(Change.ENDED);
    assertThat(events.getLast().accepted()).isTrue();
    assertThat(events).filteredOn(EpisodeEvent::accepted).hasSize(1);
  }

  @Test
  void a_level_that_returns_is_not_accepted() {
    var noise = new SplittableRandom(1);
    List<EpisodeEvent> events =
        feed(1_000, i -> (i >= 600 && i < 615 ? 30 : 20) + noise.nextGaussian());

    assertThat(events).extracting(EpisodeEvent::change).contains(Change.STARTED, Change.ENDED);
    assertThat(events).noneMatch(EpisodeEvent::accepted);
  }

  /// Five days of a daily rhythm, then a night's trouble that ends at another hour's level.
  @Test
  void what_the_hour_explains_is_not_accepted() {
    var noise = new SplittableRandom(1);
    int from = 5 * 1440;
    List<EpisodeEvent> events =
        feed(
            from + 720,
            i ->
                20
                    + 10 * Math.sin(i * Math.PI / 720)
                    + noise.nextGaussian()
                    + (i >= from && i < from + 100 ? 25 : 0));

    assertThat(events.stream().filter(e -> !e.at().isBefore(reading(PUMP, from, 0).at())))
        .extracting(EpisodeEvent::change)
        .contains(Change.STARTED, Change.ENDED);
    assertThat(events).noneMatch(EpisodeEvent::accepted);
  }

  private List<EpisodeEvent> feed(int minutes, IntToDoubleFunction value) {
    var events = new ArrayList<EpisodeEvent>();
    for (int i = 0; i < minutes; i++) {
      Reading reading = reading(PUMP, i, value.applyAsDouble(i));
      events.addAll(state.apply(reading, reading.at()).events());
    }
    return events;
  }
}
