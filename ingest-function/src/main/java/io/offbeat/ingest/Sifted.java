package io.offbeat.ingest;

import io.offbeat.ingest.format.Breach;
import io.offbeat.ingest.format.Decoded;
import io.offbeat.ingest.format.Quantity.Form;
import io.offbeat.ingest.format.RecordDecoder;
import io.offbeat.ingest.format.Violation;
import io.offbeat.lambda.StreamRecord;
import io.offbeat.lambda.Tally;
import io.offbeat.model.AcceptedReading;
import io.offbeat.model.Reading;
import io.offbeat.model.Remark;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.SourcePosition;
import io.offbeat.model.rules.GateRules;
import io.offbeat.model.rules.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What records of a batch hold, once they are decoded and their readings have passed the gate.
final class Sifted {
  /// Most breaches listed for a record: a payload can be made of nothing else.
  private static final int MAX_BREACHES = 1_000;

  private final List<AcceptedReading> accepted = new ArrayList<>();
  private final List<Archived> poison = new ArrayList<>();
  private final RecordDecoder decoder;
  private final Tally<IngestCount> tally;
  private final Rules rules;
  private final Map<Violation, Long> violations = new EnumMap<>(Violation.class);

  /// What there is to remark on the devices of the record in hand.
  private final Map<SeriesKey, Reading> remarks = new LinkedHashMap<>();

  private long tooOld;
  private long sentinels;
  private long poisonReadings;

  /// Of no records yet.
  ///
  /// @param decoder decodes the records
  /// @param tally counts what is found; what becomes of it is the caller's to count
  /// @param rules the rules in force
  Sifted(RecordDecoder decoder, Tally<IngestCount> tally, Rules rules) {
    this.decoder = decoder;
    this.tally = tally;
    this.rules = rules;
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

  /// How many readings mean, by the rules, that there is none.
  long sentinels() {
    return sentinels;
  }

  /// How many readings there are before any of them is done with.
  long unfinished() {
    return accepted.size() + tooOld + sentinels + poisonReadings;
  }

  /// How many readings break each rule that any breaks.
  Map<Violation, Long> violations() {
    return violations;
  }

  /// How many readings are poison.
  long poisonReadings() {
    return poisonReadings;
  }

  /// Decodes one more record, and sifts what it holds.
  void sift(StreamRecord record) {
    List<Decoded> found = decoder.decode(record);
    remarks.clear();
    Set<Breach> breaches = new LinkedHashSet<>(0);
    int skipped = 0;
    int ordinal = 0;
    for (; ordinal < found.size(); ordinal++) {
      switch (found.get(ordinal)) {
        case Decoded.Sound sound -> note(pass(sound, record, ordinal), breaches);
        case Decoded.Poison(var broken) -> note(broken, breaches);
        case Decoded.Skipped _ -> skipped++;
      }
    }
    tally.add(IngestCount.READINGS, found.size() - skipped + remarks.size());
    tally.add(IngestCount.REMARK, remarks.size());
    for (Reading remark : remarks.values()) {
      accepted.add(accepted(remark, record, ordinal++));
    }
    tally.add(IngestCount.SKIPPED, skipped);
    if (!breaches.isEmpty()) {
      poison.add(new Archived(record, List.copyOf(breaches)));
    }
  }

  private void note(List<Breach> broken, Set<Breach> breaches) {
    if (broken.isEmpty()) {
      return;
    }
    poisonReadings++;
    broken.stream()
        .map(Breach::violation)
        .distinct()
        .forEach(violation -> violations.merge(violation, 1L, Long::sum));
    broken.stream().takeWhile(_ -> breaches.size() < MAX_BREACHES).forEach(breaches::add);
  }

  /// What the reading breaks; nothing when it is accepted, too old or none.
  private List<Breach> pass(Decoded.Sound sound, StreamRecord record, int ordinal) {
    GateRules gate = rules.of(sound.reading().series()).gate();
    Instant arrivedAt = record.arrivedAt();
    tally.add(IngestCount.COERCED, sound.form() == Form.NUMBER ? 0 : 1);
    tally.add(IngestCount.ROUNDED, sound.rounded() ? 1 : 0);
    if (sound.form() == Form.COMMA && !gate.decimalComma()) {
      return List.of(breach(Violation.NOT_A_NUMBER, sound.reading()));
    }
    Reading reading = timed(sound.reading(), gate, arrivedAt);
    if (!gate.sentinels().isEmpty() && gate.sentinels().contains(reading.value())) {
      sentinels++;
      remark(new Remark.Sentinel(reading.series().metric(), reading.value()), reading, arrivedAt);
    } else if (gate.hardRange() != null && !gate.hardRange().contains(reading.value())) {
      return List.of(breach(Violation.IMPLAUSIBLE, reading));
    } else if (Gate.isTooOld(reading.at(), arrivedAt, gate.lateness())) {
      tooOld++;
    } else {
      accepted.add(accepted(reading, record, ordinal));
    }
    return List.of();
  }

  private static AcceptedReading accepted(Reading reading, StreamRecord record, int ordinal) {
    var source = new SourcePosition(record.shard(), record.sequenceNumber(), ordinal);
    return new AcceptedReading(reading, record.arrivedAt(), source);
  }

  /// Adds a remark on the reading's device; of one kind and metric, the record's first.
  private void remark(Remark remark, Reading reading, Instant arrivedAt) {
    remark
        .reading(reading.series().device(), arrivedAt)
        .ifPresent(said -> remarks.putIfAbsent(said.series(), said));
  }

  private static Breach breach(Violation violation, Reading reading) {
    return new Breach(violation, "%s %s".formatted(reading.series(), reading.value()), 1);
  }

  /// The reading at the time by which it counts, in the unit that the rules say.
  private Reading timed(Reading reading, GateRules gate, Instant arrivedAt) {
    boolean honest = Gate.isHonest(reading.at(), arrivedAt);
    if (!honest && !gate.arrivalClock()) {
      tally.add(IngestCount.CLOCK, 1);
      double ahead = Duration.between(arrivedAt, reading.at()).toSeconds();
      remark(new Remark.Clock(ahead), reading, arrivedAt);
    }
    if (honest && !gate.arrivalClock() && gate.unit().isEmpty()) {
      return reading;
    }
    Instant at = honest && !gate.arrivalClock() ? reading.at() : arrivedAt;
    String unit = gate.unit().isEmpty() ? reading.unit() : gate.unit();
    return new Reading(reading.series(), at, reading.value(), unit);
  }
}
