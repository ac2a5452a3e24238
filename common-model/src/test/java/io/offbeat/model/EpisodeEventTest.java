package io.offbeat.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offbeat.model.EpisodeEvent.Change;
import io.offbeat.model.wire.EpisodeEventCodec;
import io.offbeat.model.wire.WireFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EpisodeEventTest {
  private static final Instant START = Instant.parse("2026-11-25T17:00:00.123456789Z");

  @Test
  void all_events_of_an_episode_have_its_id() {
    assertThat(event(Change.STARTED, Severity.LOW, 0.6).episodeId())
        .isEqualTo(event(Change.ENDED, Severity.HIGH, 0.9).episodeId())
        .matches("[0-9a-f]{32}");
  }

  @Test
  void each_change_has_an_id_of_its_own_and_each_escalation_too() {
    String id = event(Change.STARTED, Severity.LOW, 0.6).episodeId();

    assertThat(event(Change.STARTED, Severity.LOW, 0.6).eventId()).isEqualTo(id + "-started");
    assertThat(event(Change.STARTED, Severity.HIGH, 0.6).eventId()).isEqualTo(id + "-started");
    assertThat(event(Change.ESCALATED, Severity.HIGH, 0.6).eventId())
        .isEqualTo(id + "-escalated-high");
    assertThat(event(Change.ENDED, Severity.HIGH, 0.6).eventId()).isEqualTo(id + "-ended");
  }

  @Test
  void a_score_is_below_one() {
    assertThatThrownBy(() -> event(Change.STARTED, Severity.LOW, 1)).hasMessageContaining("1.0");
    assertThatThrownBy(() -> event(Change.STARTED, Severity.LOW, Double.NaN))
        .hasMessageContaining("NaN");
  }

  @Test
  void an_event_carries_forty_values_at_most() {
    assertThat(event(Collections.nCopies(40, 1.0)).recent()).hasSize(40);
    assertThatThrownBy(() -> event(Collections.nCopies(41, 1.0))).hasMessageContaining("41");
  }

  @Test
  void what_is_decoded_equals_what_was_encoded() {
    for (Change change : Change.values()) {
      for (Severity severity : Severity.values()) {
        EpisodeEvent event = event(change, severity, 0.123456789012345);

        assertThat(EpisodeEventCodec.decode(EpisodeEventCodec.encode(event))).isEqualTo(event);
      }
    }
  }

  @Test
  void an_event_is_one_line_with_its_names_in_lower_case() {
    String line = EpisodeEventCodec.encode(event(Change.STARTED, Severity.LOW, 0.6));

    assertThat(line)
        .doesNotContain("\n")
        .startsWith("{\"version\":1,\"id\":\"")
        .contains("\"change\":\"started\"", "\"kind\":\"level-shift\"", "\"severity\":\"low\"")
        .contains("\"start\":\"2026-11-25T17:00:00.123456789Z\"", "\"recent\":[1.0,2.5]");
  }

  @Test
  void unknown_fields_are_passed_over() {
    EpisodeEvent event = event(Change.ENDED, Severity.LOW, 0.6);
    String wider = EpisodeEventCodec.encode(event).replaceFirst("\\{", "{\"later\":[1],");

    assertThat(EpisodeEventCodec.decode(wider)).isEqualTo(event);
  }

  @Test
  void golden_events_of_every_release_are_read() {
    EpisodeEvent event = event(Change.STARTED, Severity.LOW, 0.75);

    assertThat(EpisodeEventCodec.decode(golden("episode-event-2.json"))).isEqualTo(event);
    assertThat(EpisodeEventCodec.encode(event)).isEqualTo(golden("episode-event-2.json"));
    assertThat(EpisodeEventCodec.decode(golden("episode-event-1.json")))
        .usingRecursiveComparison()
        .ignoringFields("grade", "alert", "why", "historic")
        .isEqualTo(event);
  }

  @Test
  void an_event_of_the_first_release_has_a_grade_by_its_score_and_alerts_outside_the_usual() {
    EpisodeEvent first = EpisodeEventCodec.decode(golden("episode-event-1.json"));

    assertThat(first.grade()).isEqualTo(0.5);
    assertThat(first.alert()).isEqualTo(first.usual());
    assertThat(first.why()).isEmpty();
    assertThat(first.historic()).isFalse();
  }

  @Test
  void a_grade_is_above_zero_and_one_at_most() {
    String line = EpisodeEventCodec.encode(event(Change.ENDED, Severity.LOW, 0.6));

    for (String grade : List.of("0", "-0.5", "1.5", "null")) {
      assertThatThrownBy(
              () -> EpisodeEventCodec.decode(line.replace("\"grade\":0.75", "\"grade\":" + grade)))
          .as(grade)
          .isInstanceOf(WireFormatException.class);
    }
  }

  @Test
  void a_newer_version_is_refused() {
    String line = EpisodeEventCodec.encode(event(Change.ENDED, Severity.LOW, 0.6));

    assertThatThrownBy(
            () -> EpisodeEventCodec.decode(line.replace("\"version\":1", "\"version\":2")))
        .isInstanceOf(WireFormatException.class)
        .hasMessageContaining("version 2 is newer than 1");
  }

  @Test
  void what_is_no_event_is_refused() {
    String line = EpisodeEventCodec.encode(event(Change.ENDED, Severity.LOW, 0.6));
    for (String broken :
        List.of(
            "",
            "null",
            "[]",
            "{}",
            line.substring(1),
            line.replace("\"ended\"", "\"paused\""),
            line.replace("\"device\"", "\"devise\""),
            line.replace("\"score\":0.6", "\"score\":1.6"))) {
      assertThatThrownBy(() -> EpisodeEventCodec.decode(broken))
          .as(broken)
          .isInstanceOf(WireFormatException.class)
          .hasMessageStartingWith("not an episode event");
    }
  }

  private static EpisodeEvent event(Change change, Severity severity, double score) {
    return event(change, severity, score, List.of(1.0, 2.5));
  }

  private static EpisodeEvent event(List<Double> recent) {
    return event(Change.STARTED, Severity.LOW, 0.6, recent);
  }

  private static EpisodeEvent event(
      Change change, Severity severity, double score, List<Double> recent) {
    return new EpisodeEvent(
        change,
        new SeriesKey("pump-7", "temperature"),
        "Cel",
        Kind.LEVEL_SHIFT,
        severity,
        START,
        START.plusSeconds(60),
        31.5,
        32.25,
        score,
        0.75,
        new Range(19.5, 22),
        new Range(18, 24.5),
        "highest in 32 days, by 0.8 of its usual span",
        true,
        false,
        recent);
  }

  private static String golden(String name) {
    try (InputStream in = EpisodeEventTest.class.getResourceAsStream("/golden/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
