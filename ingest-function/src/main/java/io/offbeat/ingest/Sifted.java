package io.offbeat.ingest;

import io.offbeat.ingest.format.Breach;
import io.offbeat.ingest.format.Decoded;
import io.offbeat.ingest.format.RecordDecoder;
import io.offbeat.lambda.StreamBatch;
import io.offbeat.lambda.StreamRecord;
import io.offbeat.lambda.Tally;
import io.offbeat.model.AcceptedReading;
import io.offbeat.model.Reading;
import io.offbeat.model.SourcePosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What a batch holds, once its records are decoded and its readings have passed the gate.
final class Sifted {
  /// Most breaches listed for a record: a payload can be made of nothing else.
  private static final int MAX_BREACHES = 1_000;

  private final List<AcceptedReading> accepted = new ArrayList<>();
  private final List<Archived> poison = new ArrayList<>();
  private final RecordDecoder decoder = new RecordDecoder();
  private final Tally<IngestCount> tally;
  private long tooOld;
  private long poisonReadings;

  /// Sifts a batch.
  ///
  /// @param tally counts what is found; what becomes of it is the caller's to count
  Sifted(StreamBatch batch, Tally<IngestCount> tally) {
    this.tally = tally;
    batch.records().forEach(this::sift);
  }

  /// Readings to forward, in source order.
  List<AcceptedReading> accepted() {
    return accepted;
  }

  /// Records that hold poison, each with all that it breaks.
  List<Archived> poison() {
    return poison;
  }

  /// How many readings are too old to forward.
  long tooOld() {
    return tooOld;
  }

  /// How many readings are poison.
  long poisonReadings() {
    return poisonReadings;
  }

  private void sift(StreamRecord record) {
    List<Decoded> found = decoder.decode(record);
    Set<Breach> breaches = new LinkedHashSet<>();
    int skipped = 0;
    for (int ordinal = 0; ordinal < found.size(); ordinal++) {
      switch (found.get(ordinal)) {
        case Decoded.Sound sound -> pass(sound, record, ordinal);
        case Decoded.Poison(var broken) -> {
          poisonReadings++;
          broken.stream().takeWhile(_ -> breaches.size() < MAX_BREACHES).forEach(breaches::add);
        }
        case Decoded.Skipped _ -> skipped++;
      }
    }
    tally.add(IngestCount.READINGS, found.size() - skipped);
    tally.add(IngestCount.SKIPPED, skipped);
    if (!breaches.isEmpty()) {
      poison.add(new Archived(record, List.copyOf(breaches)));
    }
  }

  private void pass(Decoded.Sound sound, StreamRecord record, int ordinal) {
    Reading reading = sound.reading();
    Instant arrivedAt = record.arrivedAt();
    tally.add(IngestCount.COERCED, sound.coerced() ? 1 : 0);
    tally.add(IngestCount.ROUNDED, sound.rounded() ? 1 : 0);
    if (!Gate.isHonest(reading.at(), arrivedAt)) {
      tally.add(IngestCount.CLOCK, 1);
      reading = new Reading(reading.series(), arrivedAt, reading.value(), reading.unit());
    }
    if (Gate.isTooOld(reading.at(), arrivedAt)) {
      tooOld++;
      return;
    }
    var source = new SourcePosition(record.shard(), record.sequenceNumber(), ordinal);
    accepted.add(new AcceptedReading(reading, arrivedAt, source));
  }
}
