package io.offbeat.benchmarks.detector;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import io.offbeat.detector.DetectBatch;
import io.offbeat.detector.DetectHandler;
import io.offbeat.detector.DynamoDeviceStore;
import io.offbeat.detector.WarmDevices;
import io.offbeat.lambda.BatchLog;
import io.offbeat.local.stream.LocalContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/// Many readings through the handlers of one JVM: heap and states at each tenth, and what a cache
/// of 100,000 series takes. The first argument is how many readings, 50 million without one.
public final class SoakBenchmark {
  private static final long READINGS = 50_000_000;
  private static final int DEVICES = 1_000;
  private static final int METRICS = 4;
  private static final int TENTHS = 10;
  private static final int ROUNDS = 5;

  /// A block holds 20,000 readings at most.
  private static final int PARTS = 5;

  /// Two days of hours: every part of a state is there.
  private static final int CACHED_ROUNDS = 50;

  private static final double MB = 1 << 20;

  private SoakBenchmark() {}

  /// Prints a line for each tenth, then one for the cache.
  public static void main(String[] args) {
    soak(args.length == 0 ? READINGS : Long.parseLong(args[0]));
    cache();
  }

  private static void soak(long readings) {
    var table = new DynamoItems();
    var store = new DynamoDeviceStore(table, DynamoItems.TABLE, () -> "0".repeat(36));
    DetectHandler handler = handler(new DetectBatch(store, _ -> List.of(), warm()));
    var fleet = new FleetBlocks(DEVICES, METRICS, Duration.ofMinutes(1));
    for (int tenth = 1; tenth <= TENTHS; tenth++) {
      for (long done = 0; done < readings / TENTHS; done += (long) ROUNDS * fleet.size()) {
        play(handler, fleet, ROUNDS);
      }
      System.out.printf(
          "%,d readings: heap %.1f MB, states of %.0f B%n",
          readings * tenth / TENTHS, heap(), table.stateBytes());
    }
  }

  private static void cache() {
    double before = heap();
    WarmDevices warm = warm();
    DetectHandler handler = handler(new DetectBatch(new StubbedStore(), _ -> List.of(), warm));
    for (int part = 0; part < PARTS; part++) {
      int devices = WarmDevices.MAX_SERIES / METRICS / PARTS;
      var fleet = new FleetBlocks(part * devices, devices, METRICS, Duration.ofHours(1));
      for (int round = 0; round < CACHED_ROUNDS; round++) {
        play(handler, fleet, 1);
      }
    }
    System.out.printf("%,d series cached: %.1f MB%n", warm.series(), heap() - before);
  }

  private static WarmDevices warm() {
    return new WarmDevices(WarmDevices.MAX_SERIES);
  }

  private static DetectHandler handler(DetectBatch batch) {
    return new DetectHandler(
        batch, new BatchLog("bench", "detect", _ -> {}), Clock.systemUTC(), new Random(1));
  }

  private static void play(DetectHandler handler, FleetBlocks fleet, int rounds) {
    KinesisEvent event = fleet.event(1, rounds);
    handler.handleRequest(event, new LocalContext("detect", Clock.systemUTC()));
  }

  private static double heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) / MB;
  }
}
