package io.offbeat.alert;

import static io.offbeat.alert.EpisodeStory.spike;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.offbeat.alert.Alert.Change;
import io.offbeat.alert.Group.Scope;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.Severity;
import io.offbeat.model.wire.WireFormatException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IncidentTest {
  private static final EpisodeStory TEMPERATURE = spike("pump-7", "temperature", 0);
  private static final EpisodeStory PRESSURE = spike("pump-7", "pressure", 5);
  private static final Group GROUP = Group.device("pump-7");
  private static final EpisodeStory AGAIN = spike("pump-7", "temperature", 60);

  /// JSON makes it twice as long.
  private static final String LONGEST_NAME = "\"".repeat(256);

  @Test
  void a_later_episode_opens_a_new_incident_with_a_new_id_and_takes_over_what_is_to_publish() {
    var watch = new Watch();
    watch.tell(0, TEMPERATURE.started());
    watch.tell(9, TEMPERATURE.ended(9));
    watch.passTo(20);
    Incident first = watch.incident("pump-7").orElseThrow();
    Incident second = first.with(AGAIN.started(), EpisodeStory.minute(60));

    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(second.isResolved()).isFalse();
    assertThat(second.outbox()).isEqualTo(first.outbox());
  }

  @Test
  void a_repeat_from_an_earlier_incident_opens_nothing_and_holds_nothing_open() {
    Incident second = second();

    assertThat(second.with(TEMPERATURE.started(), EpisodeStory.minute(61))).isEqualTo(second);
  }

  @Test
  void one_episode_makes_one_incident_opened_and_resolved_once_in_any_order_with_repeats() {
    List<EpisodeEvent> events =
        List.of(
            TEMPERATURE.started(),
            TEMPERATURE.escalated(4, 99, Severity.CRITICAL),
            TEMPERATURE.ended(9, 99, Severity.CRITICAL),
            PRESSURE.started(),
            PRESSURE.ended(12));
    Incident expected = Incident.first(GROUP, events, EpisodeStory.NOON);

    for (long seed = 0; seed < 200; seed++) {
      var watch = new Watch();
      for (EpisodeEvent event : EpisodeStory.scrambled(events, new Random(seed))) {
        watch.tell(0, event);
      }
      watch.passTo(60);

      Incident incident = watch.incident("pump-7").orElseThrow();
      assertThat(incident.facts()).as("seed %d", seed).isEqualTo(expected.facts());
      assertThat(watch.changes())
          .as("seed %d", seed)
          .containsExactly(Change.OPENED, Change.RESOLVED);
    }
  }

  @Test
  void the_fullest_item_with_the_longest_names_stays_under_the_tables_limit() {
    var events = new ArrayList<EpisodeEvent>();
    for (int i = 0; i < 300; i++) {
      events.add(longest(i));
    }
    Incident full = Incident.first(GROUP, events, EpisodeStory.NOON);
    var settled = Settled.NOTHING;
    for (int i = 0; i < 10; i++) {
      settled = settled.and(Facts.of(events.subList(16 * i, 16 * i + 16)));
    }

    assertThat(full.facts().troubles()).hasSize(Facts.MAX_TROUBLES);
    assertThat(settled.starts()).hasSize(Settled.MAX_ENTRIES);
    assertThat(IncidentCodec.encode(full).getBytes(UTF_8).length).isLessThan(400_000);
    assertThat(Deflated.of(IncidentCodec.encode(full)).length).isLessThan(100_000);
  }

  @Test
  void the_codec_gives_back_what_it_was_given() {
    Incident second = second();

    assertThat(IncidentCodec.decode(IncidentCodec.encode(second), second.version()))
        .isEqualTo(second);
    assertThat(
            IncidentCodec.decode(
                Deflated.text(Deflated.of(IncidentCodec.encode(second))), second.version()))
        .isEqualTo(second);
  }

  @Test
  void the_codec_gives_back_a_crowd() {
    Incident fleet = Incident.first(Group.FLEET, FleetTest.powerCut(), EpisodeStory.NOON);

    assertThat(IncidentCodec.decode(IncidentCodec.encode(fleet), 0)).isEqualTo(fleet);
  }

  @Test
  void the_codec_refuses_a_newer_version() {
    String newer = IncidentCodec.encode(second());

    assertThatExceptionOfType(WireFormatException.class)
        .isThrownBy(() -> IncidentCodec.decode(newer.replaceFirst(":1,", ":2,"), 1))
        .withMessageContaining("version 2 is newer than 1");
  }

  @Test
  void a_group_is_what_its_key_says() {
    for (Group group : List.of(Group.FLEET, Group.device("a/b"), new Group(Scope.SITE, "fleet"))) {
      assertThat(Group.parse(group.key())).isEqualTo(group);
    }
  }

  /// A group's second incident.
  private static Incident second() {
    var watch = new Watch();
    watch.tell(0, TEMPERATURE.started());
    watch.tell(9, TEMPERATURE.ended(9));
    watch.passTo(20);
    return watch
        .incident("pump-7")
        .orElseThrow()
        .with(AGAIN.started(), EpisodeStory.minute(60))
        .with(spike("pump-7", "a \"quoted\" \\ 温度", 61).started(), EpisodeStory.minute(61));
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
        false,
        recent);
  }
}
