package io.offbeat.local.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offbeat.model.Kind;
import io.offbeat.model.SeriesKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FleetTest {
  @Test
  void the_same_seed_gives_the_same_readings_and_faults() {
    var once = new Fleet(7, 3, 4);
    var again = new Fleet(7, 3, 4);

    assertThat(again.readings()).containsExactlyElementsOf(once.readings().toList());
    assertThat(again.faults()).isEqualTo(once.faults());
  }

  @Test
  void another_seed_gives_other_readings_and_faults() {
    assertThat(new Fleet(8, 1, 2).readings().findFirst())
        .isNotEqualTo(new Fleet(7, 1, 2).readings().findFirst());
    assertThat(new Fleet(8, 3, 4).faults()).isNotEqualTo(new Fleet(7, 3, 4).faults());
  }

  @Test
  void every_device_sends_four_metrics_every_five_minutes_in_the_order_of_time() {
    List<DeviceReadings> readings = new Fleet(7, 3, 2).readings().toList();

    assertThat(readings).hasSize(3 * 2 * 24 * 12);
    assertThat(readings).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
    assertThat(readings)
        .allSatisfy(r ->
            assertThat(r.values()).containsOnlyKeys("temperature", "load", "vibration", "battery"));
    assertThat(readings.getFirst().at()).isEqualTo(Fleet.START);
    assertThat(readings.getLast().at()).isEqualTo(Instant.parse("2026-03-03T23:55:00Z"));
  }

  @Test
  void three_weeks_of_fifty_devices_have_a_few_dozen_faults_of_both_kinds_after_the_first_week() {
    var fleet = new Fleet(1, 50, 21);

    assertThat(fleet.faults()).hasSize(40);
    assertThat(fleet.faults()).extracting(Fault::kind).contains(Kind.SPIKE, Kind.LEVEL_SHIFT);
    assertThat(fleet.faults())
        .allSatisfy(fault -> {
          assertThat(fault.start()).isAfterOrEqualTo(Fleet.START.plus(Duration.ofDays(7)));
          assertThat(fault.end()).isBefore(fleet.end());
        });
  }

  @Test
  void faults_of_one_series_keep_their_distance() {
    List<Fault> faults = new Fleet(3, 2, 60).faults();

    for (Fault fault : faults) {
      assertThat(faults)
          .filteredOn(other -> other.series().equals(fault.series()))
          .filteredOn(other -> other.start().isAfter(fault.start()))
          .allSatisfy(other ->
              assertThat(Duration.between(fault.end(), other.start()))
                  .isGreaterThanOrEqualTo(Duration.ofDays(2)));
    }
  }

  @Test
  void a_spike_stands_ten_standard_deviations_off_and_is_labelled() {
    var fleet = new Fleet(1, 50, 21);
    Fault spike =
        fleet.faults().stream()
            .filter(f -> f.kind() == Kind.SPIKE && f.series().metric().equals("vibration"))
            .findFirst()
            .orElseThrow();

    double before = value(fleet, spike.series(), spike.start().minus(Fleet.CADENCE));
    double during = value(fleet, spike.series(), spike.start());

    assertThat(Math.abs(during - before)).isBetween(10 * 0.15 - 1, 10 * 0.15 + 1);
    assertThat(spike.end()).isEqualTo(spike.start());
  }

  @Test
  void readings_are_written_as_canonical_json() {
    var readings = new DeviceReadings("pump-007", Fleet.START, Map.of("load", 41.5));

    assertThat(new String(readings.json(), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"device":"pump-007","at":"2026-03-02T00:00:00Z","values":{"load":41.5}}\
            """);
  }

  @Test
  void a_fleet_without_devices_or_time_is_refused() {
    assertThatThrownBy(() -> new Fleet(1, 0, 21)).hasMessageContaining("0, 21");
    assertThatThrownBy(() -> new Fleet(1, 50, 1)).hasMessageContaining("50, 1");
  }

  private static double value(Fleet fleet, SeriesKey series, Instant at) {
    return fleet
        .readings()
        .filter(r -> r.device().equals(series.device()) && r.at().equals(at))
        .findFirst()
        .orElseThrow()
        .values()
        .getOrDefault(series.metric(), Double.NaN);
  }
}
