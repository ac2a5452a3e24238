package io.offbeat.benchmarks.ingest;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import io.offbeat.ingest.IngestBatch;
import io.offbeat.ingest.IngestHandler;
import io.offbeat.ingest.KinesisBlockForwarder;
import io.offbeat.ingest.S3Archive;
import io.offbeat.lambda.BatchLog;
import io.offbeat.local.stream.LocalContext;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/// Measures the whole handler on one thread, the SDK stubbed at HTTP, beside the usual way in the
/// same run. Time is the thread's own on a processor, so that a busy machine does not count.
public final class IngestBenchmark {
  private static final int EVENTS = 8;
  private static final int ROUNDS = 5;
  private static final Duration ROUND = Duration.ofSeconds(3);

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final StubbedAws aws = new StubbedAws();

  private IngestBenchmark() {}

  /// Runs the benchmark.
  ///
  /// @param args readings in a record, each measured in turn; none: 100 and 1
  public static void main(String[] args) {
    int[] packings = args.length == 0 ? new int[] {100, 1} : ints(args);
    for (int packing : packings) {
      new IngestBenchmark().measure(packing);
    }
  }

  private static int[] ints(String[] args) {
    return Arrays.stream(args).mapToInt(Integer::parseInt).toArray();
  }

  private void measure(int packing) {
    List<KinesisEvent> events =
        LongStream.range(0, EVENTS).mapToObj(seed -> Batches.event(seed, packing)).toList();
    var log = new BatchLog("bench", "ingest", _ -> {});
    var batch =
        new IngestBatch(
            new S3Archive(aws.s3(), "bucket"), new KinesisBlockForwarder(aws.kinesis(), "blocks"), 64);
    var handler = new IngestHandler(batch, log, Clock.systemUTC(), new Random(1));
    var usual = new UsualWay(aws.kinesis());
    var context = new LocalContext("ingest", Clock.systemUTC());
    double ours =
        best("offbeat", packing, events, event -> handler.handleRequest(event, context));
    double theirs = best("usual", packing, events, usual::handle);
    System.out.printf("%3d a record  ratio %.2f%n", packing, ours / theirs);
  }

  private double best(
      String name, int packing, List<KinesisEvent> events, Consumer<KinesisEvent> handler) {
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
      aws.takeBytes();
      long readings = 0;
      long start = THREADS.getCurrentThreadCpuTime();
      while (THREADS.getCurrentThreadCpuTime() - start < ROUND.toNanos()) {
        for (KinesisEvent event : events) {
          handler.accept(event);
          readings += Batches.READINGS;
        }
      }
      best = Math.max(best, readings * 1e9 / (THREADS.getCurrentThreadCpuTime() - start));
      System.out.printf(
          "%3d a record  %-8s %,9.0f readings/s best, %5.1f bytes a reading sent%n",
          packing, name, best, (double) aws.takeBytes() / readings);
    }
    return best;
  }
}
