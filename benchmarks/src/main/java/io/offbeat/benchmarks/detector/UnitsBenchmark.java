package io.offbeat.benchmarks.detector;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import io.offbeat.detector.DetectBatch;
import io.offbeat.detector.DetectHandler;
import io.offbeat.detector.DeviceStore;
import io.offbeat.detector.DynamoDeviceStore;
import io.offbeat.detector.WarmDevices;
import io.offbeat.lambda.BatchLog;
import io.offbeat.local.stream.LocalContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/// Capacity units of a thousand readings, for three fleets and three batching windows, with an item
/// a device and with an item a series. States are a week old, or 20,000 readings.
///
/// Of a fleet a sample is played, with the same share of an instance's cache.
public final class UnitsBenchmark {
  private static final int MOST_ROUNDS = 20_000;
  private static final Duration WEEK = Duration.ofDays(7);
  private static final int MEASURED = 20;
  private static final double THOUSAND = 1000;

  /// A fleet.
  ///
  /// @param sample how many of its devices are played
  private record Fleet(String name, int devices, int metrics, Duration every, int sample) {}

  private static final List<Fleet> FLEETS =
      List.of(
          new Fleet("100 devices, 1 metric, 10/s", 100, 1, Duration.ofMillis(100), 10),
          new Fleet("15,000 devices, 4 metrics, 1/min", 15_000, 4, Duration.ofMinutes(1), 15),
          new Fleet(
              "250,000 devices, 4 metrics, 1/15 min", 250_000, 4, Duration.ofMinutes(15), 50));

  /// What a thousand readings took.
  ///
  /// @param perKey units a second of one partition key
  private record Cost(double written, double read, double perKey, double stateBytes) {
    double units() {
      return written + read;
    }
  }

  private UnitsBenchmark() {}

  /// Prints a line for each fleet and window.
  public static void main(String[] args) {
    System.out.println("units per 1,000 readings: item a device | item a series");
    for (Fleet fleet : FLEETS) {
      for (int window : new int[] {1, 5, 30}) {
        Cost device = cost(fleet, window, fleet.metrics());
        Cost series = cost(fleet, window, 1);
        System.out.printf(
            "%s, %d s: %.1f written, %.1f read, state %.0f B, %.2f a second and key"
                + " | %.1f written, %.1f read, state %.0f B | %.2f%n",
            fleet.name(),
            window,
            device.written(),
            device.read(),
            device.stateBytes(),
            device.perKey(),
            series.written(),
            series.read(),
            series.stateBytes(),
            device.units() / series.units());
      }
    }
  }

  private static Cost cost(Fleet fleet, int window, int metricsAnItem) {
    int items = fleet.sample() * fleet.metrics() / metricsAnItem;
    var readings = new FleetBlocks(items, metricsAnItem, fleet.every());
    var old = new WarmDevices(Integer.MAX_VALUE);
    int rounds = (int) Math.min(MOST_ROUNDS, WEEK.dividedBy(fleet.every()));
    play(new StubbedStore(), old, readings, rounds / 20, 20);

    var table = new DynamoItems();
    var store = new DynamoDeviceStore(table, DynamoItems.TABLE, () -> "0".repeat(36));
    int together = (int) Math.max(1, Duration.ofSeconds(window).dividedBy(fleet.every()));
    play(store, old, readings, 1, together);
    var warm =
        new WarmDevices((int) ((long) WarmDevices.MAX_SERIES * fleet.sample() / fleet.devices()));
    play(store, warm, readings, 1, together);
    long written = store.units().written();
    long read = store.units().read();
    play(store, warm, readings, MEASURED, together);
    double thousands = MEASURED * together * readings.size() / THOUSAND;
    double saved = store.units().written() - written;
    double seconds = Math.max(window, fleet.every().toMillis() / THOUSAND) * MEASURED;
    return new Cost(
        saved / thousands,
        (store.units().read() - read) / thousands,
        saved / items / seconds,
        table.stateBytes());
  }

  private static void play(
      DeviceStore store, WarmDevices warm, FleetBlocks readings, int batches, int rounds) {
    var handler =
        new DetectHandler(
            new DetectBatch(store, _ -> List.of(), warm),
            new BatchLog("bench", "detect", _ -> {}),
            Clock.systemUTC(),
            new Random(1));
    for (int i = 0; i < batches; i++) {
      KinesisEvent event = readings.event(1, rounds);
      handler.handleRequest(event, new LocalContext("detect", Clock.systemUTC()));
    }
  }
}
