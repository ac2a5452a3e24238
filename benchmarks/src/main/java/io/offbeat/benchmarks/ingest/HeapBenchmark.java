package io.offbeat.benchmarks.ingest;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;

/// How little heap the ingest function's largest batches need: events of 6 MB, which is all that
/// Lambda hands over, through the whole handler, one after the other. It ends well when they fit:
/// `java -Xmx96m -XX:+UseSerialGC -cp ... io.offbeat.benchmarks.ingest.HeapBenchmark`.
public final class HeapBenchmark {
  private static final int BYTES = 6 << 20;
  private static final int READINGS = 100;
  private static final int EVENTS = 50;

  private HeapBenchmark() {}

  /// Prints what went through.
  public static void main(String[] args) {
    var records = new PackedRecords(READINGS);
    KinesisEvent one = records.event(READINGS);
    int perEvent = BYTES / one.getRecords().getFirst().getKinesis().getData().remaining();
    var http = new StubbedHttp();
    var handler = IngestBenchmark.handler(http);
    for (int i = 0; i < EVENTS; i++) {
      handler.handleRequest(records.event(perEvent * READINGS), IngestBenchmark.CONTEXT);
    }
    System.out.printf(
        "%d events of %,d readings within a heap of %,d MB%n",
        EVENTS, perEvent * READINGS, Runtime.getRuntime().maxMemory() >> 20);
  }
}
