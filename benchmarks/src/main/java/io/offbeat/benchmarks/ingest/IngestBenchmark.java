package io.offbeat.benchmarks.ingest;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.sun.management.OperatingSystemMXBean;
import io.offbeat.ingest.IngestBatch;
import io.offbeat.ingest.IngestHandler;
import io.offbeat.ingest.KinesisBlockForwarder;
import io.offbeat.ingest.S3Archive;
import io.offbeat.lambda.BatchLog;
import io.offbeat.local.stream.LocalContext;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;

/// Readings a second of processor time through the whole ingest handler, archive and forwarding
/// with it, and through [UsualWay] in the same run; the network is stubbed at HTTP. Run it on one
/// core: `taskset -c 0 java -XX:+UseSerialGC -cp ... io.offbeat.benchmarks.ingest.IngestBenchmark`.
public final class IngestBenchmark {
  private static final int WARMUP = 8;
  private static final int MEASURED = 5;
  private static final int READINGS = 10_000;
  private static final int EVENTS = 30;
  private static final double NANOS = 1e9;

  private static final OperatingSystemMXBean OS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  static final LocalContext CONTEXT = new LocalContext("ingest", Clock.systemUTC());

  private IngestBenchmark() {}

  /// Prints two lines for each way in which readings come.
  public static void main(String[] args) {
    measure("100 readings a record", 100);
    measure("1 reading a record", 1);
  }

  private static void measure(String what, int perRecord) {
    var records = new PackedRecords(perRecord);
    var ours = new StubbedHttp();
    IngestHandler handler = handler(ours);
    var theirs = new StubbedHttp();
    var usual = new UsualWay(kinesis(theirs));
    double best = 0;
    double bestUsual = 0;
    for (int i = 0; i < WARMUP + MEASURED; i++) {
      List<KinesisEvent> events =
          IntStream.range(0, EVENTS).mapToObj(_ -> records.event(READINGS)).toList();
      double rate = rate(events, event -> handler.handleRequest(event, CONTEXT));
      double usualRate = rate(events, usual::handle);
      if (i >= WARMUP) {
        best = Math.max(best, rate);
        bestUsual = Math.max(bestUsual, usualRate);
      }
    }
    System.out.printf("%s: %,.0f readings/s with the archive, %s%n", what, best, sent(ours));
    System.out.printf(
        "%s, the usual way: %,.0f readings/s without one, %s: %.2f times as many are Offbeat's%n",
        what, bestUsual, sent(theirs), best / bestUsual);
  }

  private static String sent(StubbedHttp http) {
    double readings = (double) (WARMUP + MEASURED) * EVENTS * READINGS;
    return "%.1f bytes a reading sent in %.2f requests per 1,000"
        .formatted(http.bytes() / readings, 1_000 * http.requests() / readings);
  }

  private static double rate(List<KinesisEvent> events, Consumer<KinesisEvent> handler) {
    long before = OS.getProcessCpuTime();
    events.forEach(handler);
    return EVENTS * READINGS / ((OS.getProcessCpuTime() - before) / NANOS);
  }

  static IngestHandler handler(StubbedHttp http) {
    S3Client s3 = client(S3Client.builder(), http);
    var batch =
        new IngestBatch(
            new S3Archive(s3, "archive"), new KinesisBlockForwarder(kinesis(http), "blocks"), 64);
    return new IngestHandler(
        batch, new BatchLog("bench", "ingest", _ -> {}), Clock.systemUTC(), new Random(1));
  }

  private static KinesisClient kinesis(StubbedHttp http) {
    return client(KinesisClient.builder(), http);
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, StubbedHttp http) {
    return builder
        .httpClient(http)
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .build();
  }
}
