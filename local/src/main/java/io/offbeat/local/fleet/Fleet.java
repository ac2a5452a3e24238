package io.offbeat.local.fleet;

import io.offbeat.model.SeriesKey;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// A fleet of simulated devices: the same seed gives the same readings and faults on every machine.
public final class Fleet {
  /// Time between two readings of a series.
  public static final Duration CADENCE = Duration.ofMinutes(5);

  /// Event time of the first readings, a Monday.
  public static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

  /// Most devices, so that their names keep three digits.
  public static final int MAX_DEVICES = 999;

  /// Fewest days: a fault of half a day has its place after a day without.
  public static final int MIN_DAYS = 2;

  private static final int LONGEST_QUIET_DAYS = 7;

  private final long seed;
  private final int days;
  private final List<String> devices;
  private final List<Fault> faults;

  /// @param seed chooses everything that is random
  /// @param devices how many devices, 1 to [#MAX_DEVICES]
  /// @param days how long they are simulated, at least [#MIN_DAYS]
  public Fleet(long seed, int devices, int days) {
    if (devices < 1 || devices > MAX_DEVICES || days < MIN_DAYS) {
      throw new IllegalArgumentException(
          "a fleet has 1 to %d devices and at least %d days: %d, %d"
              .formatted(MAX_DEVICES, MIN_DAYS, devices, days));
    }
    this.seed = seed;
    this.days = days;
    this.devices = IntStream.rangeClosed(1, devices).mapToObj("pump-%03d"::formatted).toList();
    this.faults = new FaultPlan(series(), faultsFrom(), end(), new SplittableRandom(seed)).draw();
  }

  /// Time after the last readings.
  public Instant end() {
    return START.plus(Duration.ofDays(days));
  }

  /// All series, by device.
  public List<SeriesKey> series() {
    return devices.stream()
        .flatMap(device -> Metric.OF_A_DEVICE.stream().map(m -> new SeriesKey(device, m.name())))
        .toList();
  }

  /// What is broken on purpose, by start.
  public List<Fault> faults() {
    return faults;
  }

  /// All readings in the order of time, made while they are asked for.
  public Stream<DeviceReadings> readings() {
    List<SimulatedDevice> simulated = devices.stream().map(this::simulate).toList();
    long ticks = Duration.ofDays(days).dividedBy(CADENCE);
    return LongStream.range(0, ticks)
        .mapToObj(tick -> START.plus(CADENCE.multipliedBy(tick)))
        .flatMap(at -> simulated.stream().map(device -> device.at(at)));
  }

  /// The first third, but no more than a week, is for learning.
  private Instant faultsFrom() {
    return START.plus(Duration.ofDays(Math.min(LONGEST_QUIET_DAYS, days / 3 + 1)));
  }

  private SimulatedDevice simulate(String device) {
    Map<SeriesKey, SimulatedSeries> series = new LinkedHashMap<>();
    for (Metric metric : Metric.OF_A_DEVICE) {
      var key = new SeriesKey(device, metric.name());
      series.put(key, new SimulatedSeries(metric, random(key)));
    }
    List<Fault> own = faults.stream().filter(f -> f.series().device().equals(device)).toList();
    return new SimulatedDevice(device, series, own);
  }

  /// Each series has its own randomness: it does not change with the size of the fleet.
  private SplittableRandom random(SeriesKey key) {
    return new SplittableRandom(seed * 1_000_003 + key.toString().hashCode());
  }
}
