package io.offbeat.ingest;

import io.offbeat.lambda.Tally;
import io.offbeat.lambda.Tally.Equation;
import java.util.List;

/// What one invocation of the ingest function counts.
public enum IngestCount {
  /// Records that came.
  RECORDS,
  /// Records kept in the archive.
  ARCHIVED,
  /// Records that the archive is not known to have kept.
  UNARCHIVED,
  /// Readings found in the records, with poison and the gate's remarks among them.
  READINGS,
  /// Readings that are on the stream `blocks`.
  FORWARDED,
  /// Readings archived but too old to be judged.
  TOO_OLD,
  /// Readings archived whose value means, by the rules, that there is none.
  SENTINEL,
  /// Readings that can never be valid, in the quarantine.
  POISON,
  /// Readings found, but unfinished when the time was up: they come again.
  LEFT,
  /// Of the readings, those whose clock could not be right: they count at their arrival time.
  CLOCK,
  /// Of the readings, those that are the gate's own: what it has to remark on a device.
  REMARK,
  /// Of the readings, those whose number came as a text.
  COERCED,
  /// Of the readings, those whose number is an integer beyond 2^53.
  ROUNDED,
  /// Parts of records that hold no reading and break no rule, passed over by name.
  SKIPPED,
  /// Records in the quarantine.
  QUARANTINED,
  /// Blocks on the stream `blocks`.
  BLOCKS;

  /// An empty tally, with what must hold in it when the invocation ends.
  static Tally<IngestCount> tally() {
    return new Tally<>(
        IngestCount.class,
        List.of(
            new Equation<>(RECORDS, List.of(ARCHIVED, UNARCHIVED)),
            new Equation<>(READINGS, List.of(FORWARDED, TOO_OLD, SENTINEL, POISON, LEFT))));
  }
}
