package io.offbeat.alert;

import static io.offbeat.alert.EpisodeStory.messages;
import static io.offbeat.alert.EpisodeStory.minute;
import static io.offbeat.alert.EpisodeStory.noPatience;
import static io.offbeat.alert.EpisodeStory.spike;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.alert.Alert.Change;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.Kind;
import io.offbeat.model.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FleetTest {
  private static final List<String> METRICS =
      List.of("temperature", "vibration", "load", "battery", "flow");

  private final Watch watch = new Watch();

  @Test
  void five_devices_in_trouble_on_a_metric_are_one_incident() {
    watch.tell(0, silent(5, 0).toArray(EpisodeEvent[]::new));
    watch.passTo(2);

    assertThat(watch.subjects()).containsExactly("[HIGH] fleet 5 devices: temperature silent (5)");
    assertThat(watch.incident("pump-0")).isEmpty();
  }

  @Test
  void four_are_four() {
    watch.tell(0, silent(4, 0).toArray(EpisodeEvent[]::new));
    watch.passTo(2);

    assertThat(watch.changes()).hasSize(4);
  }

  @Test
  void a_tenth_of_the_census_is_what_it_takes() {
    var large = new Watch(Policy.DEFAULT, 100);
    large.tell(0, silent(9, 0).toArray(EpisodeEvent[]::new));
    large.passTo(2);
    assertThat(large.changes()).hasSize(9);

    assertThat(Watch.fleet(100).quorum("temperature")).isEqualTo(10);
    assertThat(Watch.fleet(100).quorum("of few")).isEqualTo(5);
    assertThat(new Fleet(CensusSource.NONE).quorum("temperature")).isEqualTo(5);
  }

  @Test
  void devices_that_arrive_one_by_one_are_gathered_before_anyone_is_told() {
    for (EpisodeEvent event : silent(6, 0)) {
      watch.tell(0, event);
    }
    watch.passTo(2);

    assertThat(watch.subjects()).containsExactly("[HIGH] fleet 6 devices: temperature silent (6)");
  }

  @Test
  void an_incident_that_is_open_is_absorbed_and_told_as_over_so_that_no_pager_keeps_it() {
    watch.tell(0, silent(5, 0).getFirst());
    watch.passTo(2);
    watch.tell(2, silent(5, 2).subList(1, 5).toArray(EpisodeEvent[]::new));
    watch.passTo(3);

    assertThat(watch.changes()).containsExactly(Change.OPENED, Change.RESOLVED, Change.OPENED);
    assertThat(watch.subjects().get(1))
        .isEqualTo("[RESOLVED] pump-0 temperature is part of the fleet's incident now");
    assertThat(watch.publisher.published().get(1).text())
        .startsWith("pump-0 temperature is one of many now")
        .contains("the fleet's incident tells how it goes on.");
    watch.passTo(20);
    assertThat(watch.changes()).hasSize(3);
    assertThat(watch.incident("pump-0").orElseThrow().told().fleet()).isNotEmpty();
    assertThat(watch.store.load(Group.FLEET).orElseThrow().facts().crowd().devices()).isEqualTo(5);
  }

  @Test
  void a_fleet_is_resolved_once_when_all_of_it_is() {
    watch.tell(0, silent(8, 0).toArray(EpisodeEvent[]::new));
    watch.passTo(2);
    var ends = ended(8, 0, 20);
    watch.tell(20, ends.subList(0, 7).toArray(EpisodeEvent[]::new));
    watch.passTo(60);
    assertThat(watch.changes()).containsExactly(Change.OPENED);

    watch.tell(60, ends.get(7));
    watch.passTo(70);
    assertThat(watch.changes()).containsExactly(Change.OPENED, Change.RESOLVED);
  }

  @Test
  void the_end_of_what_its_device_was_told_of_is_the_devices_though_a_fleet_has_opened() {
    watch.tell(0, silent(1, 0).getFirst());
    watch.passTo(1);
    watch.skipTo(4);
    tellAll(silent(6, 4).subList(1, 6));
    watch.skipTo(15);
    tellAll(ended(1, 0, 14));
    tellAll(ended(6, 4, 15).subList(1, 6));
    watch.passTo(60);

    assertThat(watch.incident("pump-0").orElseThrow().isResolved()).isTrue();
    assertThat(watch.changes())
        .containsExactlyInAnyOrder(Change.OPENED, Change.OPENED, Change.RESOLVED, Change.RESOLVED);
    assertThat(watch.store.open()).isEmpty();
  }

  @Test
  void a_start_that_comes_long_after_its_end_holds_no_fleet_open() {
    tellAll(ended(1, 0, 1));
    watch.passTo(3);
    tellAll(silent(6, 0));
    tellAll(ended(6, 0, 4).subList(1, 6));
    watch.passTo(60);

    assertThat(watch.store.open()).isEmpty();
  }

  @Test
  void what_the_fleets_last_incident_settled_does_not_come_back_with_a_device_that_joins_late() {
    watch.tell(0, silent(5, 0).toArray(EpisodeEvent[]::new));
    watch.passTo(2);
    watch.tell(10, ended(5, 0, 10).toArray(EpisodeEvent[]::new));
    watch.passTo(60);
    watch.tell(60, silent(5, 60).toArray(EpisodeEvent[]::new));
    watch.passTo(62);
    Incident own =
        Incident.first(
            Group.of("pump-0", Policy.DEFAULT), List.of(silent(1, 0).getFirst()), minute(0));
    watch.store.save(
        own.knowing(own.facts(), own.told().absorbed(Told.JOINING, minute(0))).dueAt(minute(62)));
    watch.passTo(64);
    watch.tell(64, ended(5, 60, 64).toArray(EpisodeEvent[]::new));
    watch.passTo(120);

    assertThat(watch.store.open()).isEmpty();
  }

  private void tellAll(List<EpisodeEvent> events) {
    watch.batch().process(EpisodeStory.messages(events), EpisodeStory.noPatience());
  }

  @Test
  void devices_of_a_group_of_the_rules_are_one_incident() {
    var line =
        new Watch(
            new Policy() {
              @Override
              public java.util.Optional<String> group(String device) {
                return java.util.Optional.of("line 3").filter(_ -> device.startsWith("pump"));
              }
            },
            0);
    line.tell(0, silent(3, 0).toArray(EpisodeEvent[]::new));
    line.tell(0, spike("fan-1", "current", 0).started());
    line.passTo(2);

    assertThat(line.subjects())
        .containsExactlyInAnyOrder(
            "[HIGH] line 3 3 devices: temperature silent (3)",
            "[HIGH] fan-1 current 91.2 C, expected 61-78");
  }

  @Test
  void facts_of_a_crowd_are_the_same_in_any_order_with_repeats() {
    var events = new ArrayList<>(silent(60, 0));
    events.addAll(ended(60, 0, 9));
    Facts expected = Facts.of(events);

    for (long seed = 0; seed < 20; seed++) {
      List<EpisodeEvent> scrambled = EpisodeStory.scrambled(events, new Random(seed));
      Facts facts = Facts.of(scrambled.getFirst());
      for (EpisodeEvent event : scrambled) {
        facts = facts.merge(Facts.of(event));
      }
      assertThat(facts).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void a_power_cut_of_two_thousand_devices_is_one_incident_three_alerts_and_few_writes() {
    List<EpisodeEvent> events = powerCut();
    var dark = new Watch(Policy.DEFAULT, 2_000);
    var store = new CountingStore(dark.store);
    AlertBatch batch = dark.batch(store, dark.publisher, dark.quarantine);
    for (int from = 0; from < events.size(); from += 1_000) {
      AlertBatch.Outcome outcome =
          batch.process(messages(events.subList(from, from + 1_000)), noPatience());
      assertThat(outcome.failed()).isEmpty();
      assertThat(outcome.tally().imbalance()).isZero();
    }
    dark.passTo(0);
    for (int minute = 1; minute < 30; minute++) {
      dark.passTo(minute);
    }

    Incident fleet = dark.store.load(Group.FLEET).orElseThrow();
    assertThat(fleet.facts().crowd().devices()).isEqualTo(2_000);
    assertThat(dark.store.due(java.time.Instant.MAX)).containsExactly(Group.FLEET);
    assertThat(dark.changes()).hasSizeLessThanOrEqualTo(3).contains(Change.OPENED);
    assertThat(store.writes()).isLessThan(150);
  }

  /// Each of 2,000 devices loses five metrics in 30 s: 10,000 events, a device's together.
  static List<EpisodeEvent> powerCut() {
    var events = new ArrayList<EpisodeEvent>();
    for (int device = 0; device < 2_000; device++) {
      for (String metric : METRICS) {
        events.add(spike("pump-" + device, metric, 0).of(Kind.SILENT).started(70, Severity.HIGH));
      }
    }
    return Collections.unmodifiableList(events);
  }

  private static List<EpisodeEvent> silent(int devices, int minute) {
    var events = new ArrayList<EpisodeEvent>();
    for (int device = 0; device < devices; device++) {
      events.add(
          spike("pump-" + device, "temperature", minute)
              .of(Kind.SILENT)
              .started(70, Severity.HIGH));
    }
    return events;
  }

  private static List<EpisodeEvent> ended(int devices, int start, int minute) {
    assertThat(minute(minute)).isAfter(minute(start));
    var events = new ArrayList<EpisodeEvent>();
    for (int device = 0; device < devices; device++) {
      events.add(
          spike("pump-" + device, "temperature", start)
              .of(Kind.SILENT)
              .ended(minute, 70, Severity.HIGH));
    }
    return events;
  }
}
