package io.offbeat.local.cli;

import io.offbeat.local.LocalPipeline;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/// Puts a record into the pipeline for each line, and lets the pipeline work when enough records
/// wait or the input pauses.
final class RecordFeed {
  private static final int MOST_WAITING_RECORDS = 5_000;
  private static final int MOST_WAITING_BYTES = 4 << 20;

  /// How long what was read is watched: until what waits is told.
  private static final Duration AFTERWARDS = Duration.ofMinutes(10);

  /// Partition key of a record whose device cannot be read.
  private static final String NO_KEY = "unknown";

  private static final int LONGEST_KEY = 256;

  private final LocalPipeline pipeline;
  private final boolean records;
  private final ArrivalClock clock;
  private final RefusedLines refused;
  private long lines;
  private int waitingRecords;
  private int waitingBytes;
  private boolean drained;

  /// @param pipeline where records go
  /// @param records whether a line is a [RecordLine], else a record's payload
  /// @param clock tells when a record arrives that does not say so
  /// @param refused takes the lines that are no records
  RecordFeed(LocalPipeline pipeline, boolean records, ArrivalClock clock, RefusedLines refused) {
    this.pipeline = pipeline;
    this.records = records;
    this.clock = clock;
    this.refused = refused;
  }

  /// Reads to the end.
  ///
  /// @throws OutputClosed when nobody takes what is printed any more
  void readAll(InputStream in, PrintWriter out) throws IOException {
    var source = new LineSource(in);
    for (byte[] line = source.next(); line != null; line = source.next()) {
      lines = source.number();
      if (source.whole()) {
        put(line);
      } else {
        refused.add(lines, line, "longer than %,d bytes".formatted(LineSource.LONGEST));
      }
      waitingRecords++;
      waitingBytes += line.length;
      if (isMuchWaiting() || source.pauses()) {
        drain();
        OutputClosed.flush(out);
      }
    }
    pipeline.drain();
    pipeline.quiet(AFTERWARDS);
    OutputClosed.flush(out);
  }

  /// How many lines were read.
  long lines() {
    return lines;
  }

  private void put(byte[] line) {
    if (records) {
      putRecord(line);
    } else if (!isBlank(line)) {
      ReadingFacts facts = ReadingFacts.of(line);
      String device = facts.device().filter(RecordFeed::isKey).orElse(NO_KEY);
      pipeline.put(device, clock.arrivalOf(facts), line);
    }
  }

  private void putRecord(byte[] line) {
    try {
      RecordLine record = RecordLine.of(line);
      byte[] data = record.data();
      Instant arrivedAt =
          record.arrivedAt().orElseGet(() -> clock.arrivalOf(ReadingFacts.of(data)));
      pipeline.put(record.partitionKey(), arrivedAt, data);
    } catch (InputFailure failure) {
      refused.add(lines, line, String.valueOf(failure.getMessage()));
    }
  }

  private boolean isMuchWaiting() {
    return waitingRecords >= MOST_WAITING_RECORDS || waitingBytes >= MOST_WAITING_BYTES;
  }

  /// Looks for silence once something was judged.
  private void drain() {
    if (drained) {
      pipeline.sweep();
    }
    pipeline.drain();
    drained = true;
    waitingRecords = 0;
    waitingBytes = 0;
  }

  private static boolean isKey(String device) {
    return !device.isEmpty() && device.length() <= LONGEST_KEY;
  }

  private static boolean isBlank(byte[] line) {
    return new String(line, StandardCharsets.ISO_8859_1).isBlank();
  }
}
