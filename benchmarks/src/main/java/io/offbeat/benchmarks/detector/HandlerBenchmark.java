package io.offbeat.benchmarks.detector;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.sun.management.OperatingSystemMXBean;
import io.offbeat.detector.DetectBatch;
import io.offbeat.detector.DetectHandler;
import io.offbeat.detector.WarmDevices;
import io.offbeat.lambda.BatchLog;
import io.offbeat.local.stream.LocalContext;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Readings a second of processor time through the whole handler, from the event's bytes to its
/// answer, every device known and warm, the network stubbed at the port. Run it on one core:
/// `taskset -c 0 java -XX:+UseSerialGC -cp ... io.offbeat.benchmarks.detector.HandlerBenchmark`.
public final class HandlerBenchmark {
  private static final int WARMUP = 6;
  private static final int MEASURED = 4;
  private static final int READINGS = 400_000;
  private static final double NANOS = 1e9;

  private static final OperatingSystemMXBean OS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private HandlerBenchmark() {}

  /// Prints a line for each way in which readings come.
  public static void main(String[] args) {
    measure("1,000 readings of 100 devices a block, 10 blocks a batch", 100, 10, 10);
    measure("1,000 readings of 100 devices a block, 1 block a batch", 100, 10, 1);
    measure("1 reading a device and block, 1,000 devices, 1 block a batch", 1_000, 1, 1);
  }

  private static void measure(String what, int devices, int rounds, int blocks) {
    var fleet = new FleetBlocks(devices, 1, Duration.ofSeconds(10));
    DetectHandler handler = handler();
    double best = 0;
    var rates = new ArrayList<String>();
    for (int i = 0; i < WARMUP + MEASURED; i++) {
      double rate = run(handler, fleet, rounds, blocks);
      if (i >= WARMUP) {
        best = Math.max(best, rate);
        rates.add("%,.0f".formatted(rate));
      }
    }
    System.out.printf("%s: best %,.0f readings/s of %s%n", what, best, rates);
  }

  private static DetectHandler handler() {
    var batch = new DetectBatch(new StubbedStore(), _ -> List.of(), new WarmDevices(100_000));
    return new DetectHandler(
        batch, new BatchLog("bench", "detect", _ -> {}), Clock.systemUTC(), new Random(1));
  }

  private static double run(DetectHandler handler, FleetBlocks fleet, int rounds, int blocks) {
    int batches = READINGS / (fleet.size() * rounds * blocks);
    List<KinesisEvent> events = new ArrayList<>();
    for (int i = 0; i < batches; i++) {
      events.add(fleet.event(blocks, rounds));
    }
    var context = new LocalContext("detect", Clock.systemUTC());
    long before = cpuNanos();
    for (KinesisEvent event : events) {
      handler.handleRequest(event, context);
    }
    return READINGS / ((cpuNanos() - before) / NANOS);
  }

  /// Of all threads of this JVM, its compilers and collector among them: what a core that does
  /// nothing else would take.
  private static long cpuNanos() {
    return OS.getProcessCpuTime();
  }
}
