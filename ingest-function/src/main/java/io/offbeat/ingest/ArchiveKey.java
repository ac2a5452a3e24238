package io.offbeat.ingest;

import io.offbeat.lambda.StreamBatch;
import io.offbeat.lambda.StreamRecord;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Keys of the archive's objects: by the hour in which all of their records arrived. They depend on
/// the batch alone, so a retry finds what it kept; sequence numbers are padded, so the order of the
/// keys is the order of the records.
final class ArchiveKey {
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("'dt='uuuu-MM-dd'/hour='HH", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final int SECONDS = 3_600;

  private ArchiveKey() {}

  /// Whether records belong into one object: those that arrived in the same hour.
  static boolean together(StreamRecord one, StreamRecord other) {
    return hour(one) == hour(other);
  }

  private static long hour(StreamRecord record) {
    return Math.floorDiv(record.arrivedAt().getEpochSecond(), SECONDS);
  }

  /// Where all records of a batch are kept.
  static String raw(StreamBatch batch) {
    return key("raw", batch);
  }

  /// Where its poison is kept.
  static String quarantine(StreamBatch batch) {
    return key("quarantine", batch);
  }

  private static String key(String root, StreamBatch batch) {
    StreamRecord first = batch.records().getFirst();
    StreamRecord last = batch.records().getLast();
    return "%s/%s/%s/%s/%s-%s.ndjson.gz"
        .formatted(
            root,
            HOUR.format(first.arrivedAt()),
            batch.stream(),
            first.shard(),
            padded(first),
            padded(last));
  }

  private static String padded(StreamRecord record) {
    return String.format(Locale.ROOT, "%060d", record.sequenceNumber());
  }
}
