package io.offbeat.local.storm;

import io.offbeat.lambda.StreamRecord;
import java.util.Locale;

/// Records in whatever order, without keeping them: as many as were added, and a sum of what they
/// are. One that is missing does not cancel another that is there twice.
final class RecordSum {
  private long records;
  private long sum;

  void add(StreamRecord record) {
    records++;
    sum += record.hashCode();
  }

  /// How many were added.
  long records() {
    return records;
  }

  /// Whether the same ones were added to another, each as often.
  boolean isThatOf(RecordSum other) {
    return records == other.records && sum == other.sum;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%,d (sum %x)", records, sum);
  }
}
