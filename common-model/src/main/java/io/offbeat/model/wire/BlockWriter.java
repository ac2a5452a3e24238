package io.offbeat.model.wire;

import io.offbeat.model.AcceptedReading;
import io.offbeat.model.Block;
import io.offbeat.model.SeriesKey;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Lays out one block's body: first what the readings refer to (names, series, records), then the
/// readings, a column at a time, each value as its difference from a guess that is mostly right.
final class BlockWriter {
  private final Block block;
  private final Table<String> names = new Table<>();
  private final Table<Series> series = new Table<>();
  private final Table<Origin> records = new Table<>();
  private final WireWriter out = new WireWriter();

  /// A series, with the unit of its values.
  record Series(SeriesKey key, String unit) {
    static Series of(AcceptedReading reading) {
      return new Series(reading.reading().series(), reading.reading().unit());
    }
  }

  /// A record that readings came from.
  record Origin(String shard, BigInteger sequenceNumber, Instant arrivedAt) {
    static Origin of(AcceptedReading reading) {
      return new Origin(
          reading.source().shard(), reading.source().sequenceNumber(), reading.arrivedAt());
    }

    boolean isOf(AcceptedReading reading) {
      return sequenceNumber.equals(reading.source().sequenceNumber())
          && shard.equals(reading.source().shard())
          && arrivedAt.equals(reading.arrivedAt());
    }
  }

  /// Distinct entries, numbered in the order of their first use.
  private static final class Table<T> {
    private final Map<T, Integer> indexes = new HashMap<>();
    private final List<T> entries = new ArrayList<>();

    int index(T entry) {
      Integer known = indexes.putIfAbsent(entry, entries.size());
      if (known != null) {
        return known;
      }
      entries.add(entry);
      return entries.size() - 1;
    }
  }

  private BlockWriter(Block block) {
    this.block = block;
  }

  /// The body of a block.
  static byte[] body(Block block) {
    if (block.readings().size() > BlockCodec.MAX_READINGS) {
      throw new IllegalArgumentException(
          "a block holds at most %d readings: %d"
              .formatted(BlockCodec.MAX_READINGS, block.readings().size()));
    }
    return new BlockWriter(block).write();
  }

  private byte[] write() {
    int[] seriesOf = block.readings().stream().mapToInt(r -> series.index(Series.of(r))).toArray();
    int[] recordOf = recordOf();
    out.unsigned(block.bucket());
    writeNames();
    int[] scales = writeSeries(seriesOf);
    writeRecords();
    out.unsigned(block.readings().size());
    writeSources(seriesOf, recordOf);
    writeTimes(seriesOf);
    writeValues(seriesOf, scales);
    return out.bytes();
  }

  /// The record of each reading; those that follow one another are mostly of one record.
  private int[] recordOf() {
    int[] recordOf = new int[block.readings().size()];
    Origin previous = null;
    for (int i = 0; i < recordOf.length; i++) {
      AcceptedReading reading = block.readings().get(i);
      if (previous != null && previous.isOf(reading)) {
        recordOf[i] = recordOf[i - 1];
      } else {
        previous = Origin.of(reading);
        recordOf[i] = records.index(previous);
      }
    }
    return recordOf;
  }

  private void writeNames() {
    for (Series entry : series.entries) {
      names.index(entry.key().device());
      names.index(entry.key().metric());
      names.index(entry.unit());
    }
    records.entries.forEach(record -> names.index(record.shard()));
    out.unsigned(names.entries.size());
    names.entries.forEach(out::name);
  }

  private int[] writeSeries(int[] seriesOf) {
    out.unsigned(series.entries.size());
    writeIndexes(series.entries.stream().map(s -> s.key().device()).toList());
    writeIndexes(series.entries.stream().map(s -> s.key().metric()).toList());
    writeIndexes(series.entries.stream().map(Series::unit).toList());
    int[] scales = scales(seriesOf);
    for (int scale : scales) {
      out.octet(scale);
    }
    return scales;
  }

  private void writeIndexes(List<String> column) {
    int previous = 0;
    for (String name : column) {
      int index = names.index(name);
      out.signed(index - previous);
      previous = index;
    }
  }

  /// The decimals of each series: as many as its longest value has. Values that have fewer are as
  /// exact with more, unless the number of units grows too long.
  private int[] scales(int[] seriesOf) {
    int[] scales = new int[series.entries.size()];
    for (int i = 0; i < seriesOf.length; i++) {
      scales[seriesOf[i]] = Scale.of(value(i), scales[seriesOf[i]]);
    }
    for (int i = 0; i < seriesOf.length; i++) {
      if (!Scale.isExact(value(i), scales[seriesOf[i]])) {
        scales[seriesOf[i]] = Scale.RAW;
      }
    }
    return scales;
  }

  private double value(int i) {
    return block.readings().get(i).reading().value();
  }

  private void writeRecords() {
    out.unsigned(records.entries.size());
    writeIndexes(records.entries.stream().map(Origin::shard).toList());
    BigInteger first = records.entries.getFirst().sequenceNumber();
    List<BigInteger> steps = new ArrayList<>();
    BigInteger previous = first;
    for (Origin record : records.entries.subList(1, records.entries.size())) {
      steps.add(record.sequenceNumber().subtract(previous));
      previous = record.sequenceNumber();
    }
    int shift = steps.stream().reduce(BigInteger.ZERO, BigInteger::or).getLowestSetBit();
    out.integer(first);
    out.octet(Math.max(shift, 0));
    steps.forEach(step -> out.integer(step.shiftRight(Math.max(shift, 0))));
    writeArrivals();
  }

  private void writeArrivals() {
    Tick tick = Tick.of(records.entries.stream().map(Origin::arrivedAt).toList());
    out.octet(tick.decimals());
    long previous = 0;
    for (Origin record : records.entries) {
      long count = tick.count(record.arrivedAt());
      out.signed(count - previous);
      previous = count;
    }
  }

  private void writeSources(int[] seriesOf, int[] recordOf) {
    int previous = -1;
    for (int index : seriesOf) {
      out.signed(index - (previous + 1));
      previous = index;
    }
    previous = 0;
    for (int index : recordOf) {
      out.signed(index - previous);
      previous = index;
    }
    long[] next = new long[records.entries.size()];
    for (int i = 0; i < recordOf.length; i++) {
      long ordinal = block.readings().get(i).source().ordinal();
      out.signed(ordinal - next[recordOf[i]]);
      next[recordOf[i]] = ordinal + 1;
    }
  }

  /// `at` as the time since the series' last one; a series' first, since the last reading's.
  private void writeTimes(int[] seriesOf) {
    Tick tick = Tick.of(block.readings().stream().map(r -> r.reading().at()).toList());
    out.octet(tick.decimals());
    long[] newest = new long[series.entries.size()];
    boolean[] seen = new boolean[newest.length];
    long previous = 0;
    for (int i = 0; i < seriesOf.length; i++) {
      int index = seriesOf[i];
      long count = tick.count(block.readings().get(i).reading().at());
      out.signed(count - (seen[index] ? newest[index] : previous));
      newest[index] = count;
      seen[index] = true;
      previous = count;
    }
  }

  private void writeValues(int[] seriesOf, int[] scales) {
    long[] newest = new long[scales.length];
    for (int i = 0; i < seriesOf.length; i++) {
      int index = seriesOf[i];
      if (scales[index] == Scale.RAW) {
        out.bits(value(i));
      } else {
        long count = Scale.count(value(i), scales[index]);
        out.signed(count - newest[index]);
        newest[index] = count;
      }
    }
  }
}
