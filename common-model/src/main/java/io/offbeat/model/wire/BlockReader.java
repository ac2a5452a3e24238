package io.offbeat.model.wire;

import io.offbeat.model.AcceptedReading;
import io.offbeat.model.Block;
import io.offbeat.model.Reading;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.SourcePosition;
import io.offbeat.model.wire.BlockWriter.Origin;
import io.offbeat.model.wire.BlockWriter.Series;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Reads one block's body as [BlockWriter] lays it out.
final class BlockReader {
  private final WireReader in;

  private BlockReader(byte[] body) {
    in = new WireReader(body);
  }

  /// The block of a body.
  static Block block(byte[] body) {
    return new BlockReader(body).read();
  }

  private Block read() {
    int bucket = in.bounded("a bucket", 0, Integer.MAX_VALUE);
    List<String> names = readNames();
    List<Series> series = readSeries(names);
    int[] scales = readScales(series.size());
    List<Origin> records = readRecords(names);
    int count = in.count("a count of readings", 1, BlockCodec.MAX_READINGS);
    int[] seriesOf = readSeriesOf(count, series.size());
    int[] recordOf = readRecordOf(count, records.size());
    int[] ordinals = readOrdinals(recordOf, records.size());
    Instant[] times = readTimes(seriesOf, series.size());
    double[] values = readValues(seriesOf, scales);
    in.end();
    List<AcceptedReading> readings = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Series s = series.get(seriesOf[i]);
      Origin r = records.get(recordOf[i]);
      readings.add(
          new AcceptedReading(
              new Reading(s.key(), times[i], values[i], s.unit()),
              r.arrivedAt(),
              new SourcePosition(r.shard(), r.sequenceNumber(), ordinals[i])));
    }
    return new Block(bucket, readings);
  }

  private List<String> readNames() {
    int count = in.count("a count of names", 1, 4 * BlockCodec.MAX_READINGS);
    List<String> names = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      names.add(in.name("a name"));
    }
    return names;
  }

  private List<Series> readSeries(List<String> names) {
    int count = in.count("a count of series", 1, BlockCodec.MAX_READINGS);
    List<String> devices = readColumn(count, names, "a device's name");
    List<String> metrics = readColumn(count, names, "a metric's name");
    List<String> units = readColumn(count, names, "a unit's name");
    List<Series> series = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      series.add(new Series(new SeriesKey(devices.get(i), metrics.get(i)), units.get(i)));
    }
    return series;
  }

  private List<String> readColumn(int count, List<String> names, String what) {
    List<String> column = new ArrayList<>(count);
    int index = 0;
    for (int i = 0; i < count; i++) {
      index = in.index(what, index, names.size());
      column.add(names.get(index));
    }
    return column;
  }

  private int[] readScales(int count) {
    int[] scales = new int[count];
    for (int i = 0; i < count; i++) {
      scales[i] = in.bounded("a scale", 0, Scale.RAW);
    }
    return scales;
  }

  private List<Origin> readRecords(List<String> names) {
    int count = in.count("a count of records", 1, BlockCodec.MAX_READINGS);
    List<String> shards = readColumn(count, names, "a shard's name");
    List<BigInteger> sequenceNumbers = readSequenceNumbers(count);
    Tick tick = readTick();
    List<Origin> records = new ArrayList<>(count);
    long arrived = 0;
    for (int i = 0; i < count; i++) {
      arrived += in.signed("an arrival time");
      records.add(new Origin(shards.get(i), sequenceNumbers.get(i), tick.instant(arrived)));
    }
    return records;
  }

  private List<BigInteger> readSequenceNumbers(int count) {
    List<BigInteger> sequenceNumbers = new ArrayList<>(count);
    sequenceNumbers.add(in.integer("a sequence number"));
    int shift = in.octet("a shift of sequence numbers");
    while (sequenceNumbers.size() < count) {
      BigInteger step = in.integer("a step of sequence numbers").shiftLeft(shift);
      sequenceNumbers.add(sequenceNumbers.getLast().add(step));
    }
    return sequenceNumbers;
  }

  private Tick readTick() {
    return Tick.withDecimals(in.octet("a unit of time"));
  }

  private int[] readSeriesOf(int count, int size) {
    int[] seriesOf = new int[count];
    int previous = -1;
    for (int i = 0; i < count; i++) {
      previous = in.index("a series", previous + 1, size);
      seriesOf[i] = previous;
    }
    return seriesOf;
  }

  private int[] readRecordOf(int count, int size) {
    int[] recordOf = new int[count];
    int previous = 0;
    for (int i = 0; i < count; i++) {
      previous = in.index("a record", previous, size);
      recordOf[i] = previous;
    }
    return recordOf;
  }

  private int[] readOrdinals(int[] recordOf, int size) {
    int[] ordinals = new int[recordOf.length];
    long[] next = new long[size];
    for (int i = 0; i < recordOf.length; i++) {
      ordinals[i] = in.index("an ordinal", next[recordOf[i]], 1L << 31);
      next[recordOf[i]] = ordinals[i] + 1L;
    }
    return ordinals;
  }

  private Instant[] readTimes(int[] seriesOf, int size) {
    Tick tick = readTick();
    Instant[] times = new Instant[seriesOf.length];
    long[] newest = new long[size];
    boolean[] seen = new boolean[size];
    long previous = 0;
    for (int i = 0; i < seriesOf.length; i++) {
      int index = seriesOf[i];
      previous = in.signed("an event time") + (seen[index] ? newest[index] : previous);
      newest[index] = previous;
      seen[index] = true;
      times[i] = tick.instant(previous);
    }
    return times;
  }

  private double[] readValues(int[] seriesOf, int[] scales) {
    double[] values = new double[seriesOf.length];
    long[] newest = new long[scales.length];
    for (int i = 0; i < seriesOf.length; i++) {
      int index = seriesOf[i];
      if (scales[index] == Scale.RAW) {
        values[i] = in.bits("a value");
      } else {
        newest[index] += in.signed("a value");
        values[i] = Scale.value(newest[index], scales[index]);
      }
    }
    return values;
  }
}
