package io.offbeat.detector;

import static io.offbeat.detector.Blocks.PUMP;
import static io.offbeat.detector.Blocks.SPIKE;
import static io.offbeat.detector.Blocks.quiet;
import static io.offbeat.detector.Blocks.reading;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.EpisodeEvent.Change;
import io.offbeat.model.Kind;
import io.offbeat.model.Reading;
import io.offbeat.model.rules.JudgingRules;
import io.offbeat.model.rules.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesSilenceTest {
  private final SeriesState state = SeriesState.fresh(PUMP);

  @Test
  void silence_ends_no_episode_of_values_and_these_go_on_after_it() {
    Blocks.pump(0, 60, 59).forEach(a -> state.apply(a.reading(), a.arrivedAt()));
    Instant due = state.due().orElseThrow();

    EpisodeEvent silent = state.sweep(due.plusMillis(1), Instant.EPOCH).orElseThrow();
    var back = Blocks.pump(80, 120);
    List<EpisodeEvent> events =
        back.stream()
            .flatMap(a -> state.apply(a.reading(), a.arrivedAt()).events().stream())
            .toList();

    assertThat(silent.kind()).isEqualTo(Kind.SILENT);
    assertThat(events)
        .extracting(event -> event.kind() + " " + event.change())
        .containsExactly("SILENT ENDED", "SPIKE ENDED");
    assertThat(events.getLast().at()).isAfter(events.getFirst().at());
  }

  @Test
  void rules_say_when_a_series_is_silent() {
    learnQuiet(0, 100);
    Instant newest = reading(PUMP, 99, 0).at();

    state.by(rules("'silence': '2h'"));
    assertThat(state.due()).contains(newest.plus(Duration.ofHours(2)));
    state.by(rules("'silence': 'off'"));
    assertThat(state.due()).isEmpty();
    state.by(rules("'kinds': {'silent': false}"));
    assertThat(state.due()).isEmpty();
  }

  @Test
  void a_regular_series_that_stays_away_is_silent_once_and_ends_that_when_it_reports() {
    learnQuiet(0, 100);
    Instant due = state.due().orElseThrow();

    assertThat(state.sweep(due, Instant.EPOCH)).isEmpty();
    EpisodeEvent silent = state.sweep(due.plusMillis(1), Instant.EPOCH).orElseThrow();
    assertThat(state.sweep(due.plusSeconds(60), Instant.EPOCH)).isEmpty();
    assertThat(state.due()).isEmpty();
    List<EpisodeEvent> back = apply(reading(PUMP, 130, quiet(130)));

    assertThat(due).isBetween(reading(PUMP, 101, 0).at(), reading(PUMP, 103, 0).at());
    assertThat(silent.kind()).isEqualTo(Kind.SILENT);
    assertThat(silent.start()).isEqualTo(reading(PUMP, 99, 0).at());
    assertThat(back.getFirst().change()).isEqualTo(Change.ENDED);
    assertThat(back.getFirst().eventId()).isEqualTo(silent.episodeId() + "-ended");
    assertThat(state.isSilent()).isFalse();
  }

  @Test
  void what_was_measured_before_a_silence_does_not_end_it_however_late_it_comes() {
    learnQuiet(0, 100);
    Instant due = state.due().orElseThrow();
    EpisodeEvent silent = state.sweep(due.plusMillis(1), Instant.EPOCH).orElseThrow();

    SeriesState.Effect late = state.apply(reading(PUMP, 50, 20), reading(PUMP, 130, 0).at());
    SeriesState.Effect again =
        state.apply(reading(PUMP, 99, quiet(99)), reading(PUMP, 131, 0).at());

    assertThat(late.outcome()).isEqualTo(DetectCount.LATE);
    assertThat(again.outcome()).isEqualTo(DetectCount.REPEAT);
    assertThat(late.events()).isEmpty();
    assertThat(again.events()).isEmpty();
    assertThat(state.isSilent()).isTrue();
    assertThat(apply(reading(PUMP, 140, 20)))
        .extracting(EpisodeEvent::eventId)
        .contains(silent.episodeId() + "-ended");
  }

  @Test
  void silence_neither_ends_nor_touches_an_episode_of_values() {
    learnQuiet(0, 100);
    EpisodeEvent started = apply(reading(PUMP, 100, SPIKE)).getFirst();
    EpisodeEvent silent = state.sweep(reading(PUMP, 200, 0).at(), Instant.EPOCH).orElseThrow();

    List<EpisodeEvent> later = learnQuiet(201, 240);

    assertThat(silent.episodeId()).isNotEqualTo(started.episodeId());
    assertThat(later.getLast().eventId()).isEqualTo(started.episodeId() + "-ended");
  }

  private List<EpisodeEvent> learnQuiet(int from, int to) {
    var events = new ArrayList<EpisodeEvent>();
    for (int minute = from; minute < to; minute++) {
      events.addAll(apply(reading(PUMP, minute, quiet(minute))));
    }
    return events;
  }

  private List<EpisodeEvent> apply(Reading reading) {
    return state.apply(reading, reading.at()).events();
  }

  private static JudgingRules rules(String options) {
    String file = "{'rules': [{'device': '*', %s}]}".formatted(options);
    return Rules.parse(file.replace('\'', '"').getBytes(UTF_8)).of(PUMP).judging();
  }
}
