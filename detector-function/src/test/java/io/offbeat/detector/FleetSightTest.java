package io.offbeat.detector;

import static io.offbeat.detector.Blocks.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Devices that report at one interval each, in step or not, and stop: all at once, or some.
class FleetSightTest {
  private static final Instant STOP = START.plus(Duration.ofDays(1));
  private static final int FLEETS = 50;

  /// A device with the time between its readings, when it last reported, and whether it stopped.
  private record Reporter(Duration every, Instant first, boolean stops) {
    Instant lastBefore(Instant watermark) {
      Instant until = stops && watermark.isAfter(STOP) ? STOP : watermark;
      long times = Duration.between(first, until).toMillis() / every.toMillis();
      return first.plus(every.multipliedBy(times));
    }

    Glance glance(Instant watermark) {
      Instant last = lastBefore(watermark);
      Duration limit = every.multipliedBy(3).dividedBy(2).plus(Duration.ofMinutes(1));
      return new Glance("pump", Optional.of(last.plus(limit)), 0, last);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10, 60, 0",
    "10, 300, 3",
    "20, 300, 0",
    "20, 900, 1",
    "100, 60, 0",
    "100, 3600, 0",
    "1000, 900, 0"
  })
  void a_fleet_that_stops_is_told_as_one_in_step_or_not(int devices, int seconds, int most) {
    for (boolean inStep : new boolean[] {true, false}) {
      int told = 0;
      for (int seed = 0; seed < FLEETS; seed++) {
        Ended ended = sweeps(fleet(devices, seconds, inStep, devices, seed));
        assertThat(ended.silent()).isTrue();
        told += ended.told();
      }
      assertThat(told).as("devices told of, in step: %s", inStep).isLessThanOrEqualTo(most);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10, 60, 3",
    "20, 300, 6",
    "20, 900, 6",
    "100, 300, 30",
    "100, 300, 60",
    "1000, 300, 10",
    "6, 300, 2"
  })
  void a_fleet_of_which_some_stop_is_told_device_by_device(int devices, int seconds, int stopping) {
    for (boolean inStep : new boolean[] {true, false}) {
      for (int seed = 0; seed < FLEETS; seed++) {
        assertThat(sweeps(fleet(devices, seconds, inStep, stopping, seed)))
            .as("seed %d", seed)
            .isEqualTo(new Ended(false, stopping));
      }
    }
  }

  /// How it ended.
  ///
  /// @param silent whether the whole fleet was taken for silent
  /// @param told how many devices were told of one by one
  private record Ended(boolean silent, int told) {}

  /// Sweeps until the fleet is silent, or all are told that are to be.
  private static Ended sweeps(List<Reporter> fleet) {
    var watched = new ArrayList<>(fleet);
    int told = 0;
    for (int minute = 0; minute < 200; minute++) {
      Instant watermark = STOP.plus(Duration.ofMinutes(minute));
      Fleet.Sight sight = sight(watched, watermark);
      if (sight.silent()) {
        return new Ended(true, told);
      }
      told += sight.due();
      watched.removeIf(device -> device.glance(watermark).isDue(watermark, Instant.EPOCH));
    }
    return new Ended(false, told);
  }

  private static Fleet.Sight sight(List<Reporter> fleet, Instant watermark) {
    return Fleet.Sight.of(
        fleet.stream().map(device -> device.glance(watermark)).toList(), watermark, Instant.EPOCH);
  }

  private static List<Reporter> fleet(
      int devices, int seconds, boolean inStep, int stopping, int seed) {
    var random = new SplittableRandom(seed);
    var fleet = new ArrayList<Reporter>();
    for (int i = 0; i < devices; i++) {
      long phase = inStep ? 0 : random.nextLong(1000L * seconds);
      fleet.add(new Reporter(Duration.ofSeconds(seconds), START.plusMillis(phase), i < stopping));
    }
    return fleet;
  }
}
