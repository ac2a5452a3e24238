package io.offbeat.alert;

import static io.offbeat.alert.EpisodeStory.spike;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.offbeat.alert.Alert.Change;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.Severity;
import io.offbeat.model.wire.WireFormatException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IncidentTest {
  private static final EpisodeStory TEMPERATURE = spike("pump-7", "temperature", 0);
  private static final EpisodeStory PRESSURE = spike("pump-7", "pressure", 5);
  private static final EpisodeStory AGAIN = spike("pump-7", "temperature", 60);

  /// JSON makes it twice as long.
  private static final String LONGEST_NAME = "\"".repeat(256);

  @Test
  void it_opens_once_and_resolves_once_when_every_episode_has_ended() {
    Incident incident =
        told(TEMPERATURE.started(), PRESSURE.started(), TEMPERATURE.ended(9), PRESSURE.ended(12));

    assertThat(changes(incident)).containsExactly(Change.OPENED, Change.RESOLVED);
    assertThat(incident.resolved()).isTrue();
  }

  @Test
  void it_lasts_while_one_episode_does() {
    Incident incident = told(TEMPERATURE.started(), PRESSURE.started(), TEMPERATURE.ended(9));

    assertThat(changes(incident)).containsExactly(Change.OPENED);
    assertThat(incident.resolved()).isFalse();
  }

  @Test
  void each_higher_severity_is_told_once_and_going_down_is_not() {
    Incident incident =
        told(
            TEMPERATURE.started(80, Severity.LOW),
            TEMPERATURE.escalated(1, 90, Severity.HIGH),
            PRESSURE.started(85, Severity.MEDIUM),
            TEMPERATURE.escalated(1, 90, Severity.HIGH),
            TEMPERATURE.escalated(2, 99, Severity.CRITICAL));

    assertThat(incident.outbox())
        .extracting(Alert::change, Alert::severity)
        .containsExactly(
            tuple(Change.OPENED, Severity.LOW),
            tuple(Change.ESCALATED, Severity.HIGH),
            tuple(Change.ESCALATED, Severity.CRITICAL));
    assertThat(incident.outbox()).extracting(Alert::id).doesNotHaveDuplicates();
  }

  @Test
  void an_end_that_is_heard_first_opens_and_resolves_in_that_order() {
    Incident incident = told(TEMPERATURE.ended(9), TEMPERATURE.started());

    assertThat(changes(incident)).containsExactly(Change.OPENED, Change.RESOLVED);
  }

  @Test
  void a_later_episode_opens_a_new_incident_with_a_new_id() {
    Incident first = told(TEMPERATURE.started(), TEMPERATURE.ended(9));
    Incident second = first.with(AGAIN.started());

    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(second.resolved()).isFalse();
  }

  @Test
  void a_new_incident_takes_over_what_the_last_one_has_yet_to_publish() {
    Incident incident = told(TEMPERATURE.started(), TEMPERATURE.ended(9), AGAIN.started());

    assertThat(changes(incident)).containsExactly(Change.OPENED, Change.RESOLVED, Change.OPENED);
  }

  @Test
  void another_series_that_started_at_the_same_instant_gets_its_own_id_after_the_resolution() {
    Incident first = told(TEMPERATURE.started(), TEMPERATURE.ended(9));
    Incident second = first.with(spike("pump-7", "pressure", 0).started());

    assertThat(second.id()).isNotEqualTo(first.id());
  }

  @Test
  void a_repeat_from_an_earlier_incident_opens_nothing_and_holds_nothing_open() {
    Incident first = told(TEMPERATURE.started(), TEMPERATURE.ended(9));
    Incident second = first.with(PRESSURE.started());

    assertThat(second.with(TEMPERATURE.started())).isEqualTo(second);
    assertThat(second.with(PRESSURE.ended(70)).with(TEMPERATURE.started()).resolved()).isTrue();
  }

  @Test
  void an_event_of_a_resolved_incident_that_comes_late_tells_no_one() {
    Incident resolved = told(TEMPERATURE.started(80, Severity.LOW), TEMPERATURE.ended(9));
    Incident later = resolved.with(TEMPERATURE.escalated(3, 99, Severity.CRITICAL));

    assertThat(later.id()).isEqualTo(resolved.id());
    assertThat(later.outbox()).isEqualTo(resolved.outbox());
    assertThat(later.facts().severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void one_episode_makes_one_incident_opened_and_resolved_once_in_any_order_with_repeats() {
    List<EpisodeEvent> events =
        List.of(
            TEMPERATURE.started(),
            TEMPERATURE.escalated(4, 99, Severity.CRITICAL),
            TEMPERATURE.ended(9, 99, Severity.CRITICAL));
    Incident expected = told(events.toArray(EpisodeEvent[]::new));

    for (long seed = 0; seed < 200; seed++) {
      Incident incident =
          told(EpisodeStory.scrambled(events, new Random(seed)).toArray(EpisodeEvent[]::new));

      assertThat(incident.facts()).as("seed %d", seed).isEqualTo(expected.facts());
      assertThat(incident.id()).as("seed %d", seed).isEqualTo(expected.id());
      assertThat(changes(incident))
          .as("seed %d", seed)
          .containsOnlyOnce(Change.OPENED, Change.RESOLVED)
          .startsWith(Change.OPENED)
          .endsWith(Change.RESOLVED);
    }
  }

  @Test
  void one_more_series_than_fit_is_crowded_out() {
    Incident full = full(false);
    EpisodeEvent more = spike(LONGEST_NAME, "one more", 1).started();

    assertThat(full.crowdsOut(more)).isTrue();
    assertThat(full.with(more)).isEqualTo(full);
  }

  @Test
  void the_fullest_item_with_the_longest_names_stays_under_the_tables_limit() {
    Incident incident = full(true);

    int bytes = IncidentCodec.encode(incident).getBytes(UTF_8).length;

    assertThat(incident.settled().newestStarts()).hasSize(Settled.MAX_ENTRIES);
    assertThat(bytes).isLessThan(400_000);
  }

  @Test
  void the_codec_gives_back_what_it_was_given() {
    Incident incident =
        told(
            TEMPERATURE.started(),
            TEMPERATURE.ended(9),
            PRESSURE.started(),
            spike("pump-7", "a \"quoted\" \\ 温度", 6).started());

    assertThat(IncidentCodec.decode(IncidentCodec.encode(incident), 0)).isEqualTo(incident);
  }

  @Test
  void the_codec_refuses_a_newer_version() {
    String newer = IncidentCodec.encode(told(TEMPERATURE.started()));

    assertThatExceptionOfType(WireFormatException.class)
        .isThrownBy(() -> IncidentCodec.decode(newer.replaceFirst(":1,", ":2,"), 1))
        .withMessageContaining("version 2 is newer than 1");
  }

  /// As many troubles as fit, and as many settled episodes when there was an incident before.
  private static Incident full(boolean second) {
    var events = new ArrayList<EpisodeEvent>();
    for (int i = 0; i < Facts.MAX_TROUBLES; i++) {
      String metric = "\"".repeat(253) + (100 + i);
      events.add(spike(LONGEST_NAME, metric, 0).started());
      if (second) {
        events.add(spike(LONGEST_NAME, metric, 0).ended(1));
      }
    }
    events.sort(Comparator.comparing(EpisodeEvent::change));
    if (second) {
      for (int i = 0; i < Facts.MAX_TROUBLES; i++) {
        events.add(longest(i));
      }
    }
    return told(events.toArray(EpisodeEvent[]::new));
  }

  private static EpisodeEvent longest(int i) {
    EpisodeEvent event = spike(LONGEST_NAME, "\"".repeat(253) + (100 + i), 60).started();
    var recent = Collections.nCopies(EpisodeEvent.MAX_RECENT, -Math.PI * 1e-100);
    return new EpisodeEvent(
        event.change(),
        event.series(),
        event.unit(),
        event.kind(),
        event.severity(),
        event.start(),
        event.at(),
        Math.PI,
        Math.PI,
        event.score(),
        event.grade(),
        event.usual(),
        event.alert(),
        event.why(),
        event.historic(),
        recent);
  }

  private static Incident told(EpisodeEvent... events) {
    Incident incident = Incident.first(events[0]);
    for (EpisodeEvent event : events) {
      incident = incident.with(event);
    }
    return incident;
  }

  private static List<Change> changes(Incident incident) {
    return incident.outbox().stream().map(Alert::change).toList();
  }
}
