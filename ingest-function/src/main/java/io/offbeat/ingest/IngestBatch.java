package io.offbeat.ingest;

import static io.offbeat.ingest.IngestCount.ARCHIVED;
import static io.offbeat.ingest.IngestCount.BLOCKS;
import static io.offbeat.ingest.IngestCount.FORWARDED;
import static io.offbeat.ingest.IngestCount.LEFT;
import static io.offbeat.ingest.IngestCount.POISON;
import static io.offbeat.ingest.IngestCount.QUARANTINED;
import static io.offbeat.ingest.IngestCount.RECORDS;
import static io.offbeat.ingest.IngestCount.SENTINEL;
import static io.offbeat.ingest.IngestCount.TOO_OLD;
import static io.offbeat.ingest.IngestCount.UNARCHIVED;

import io.offbeat.ingest.format.RecordDecoder;
import io.offbeat.ingest.format.Violation;
import io.offbeat.lambda.BatchOutcome;
import io.offbeat.lambda.BatchOutcome.Completed;
import io.offbeat.lambda.BatchOutcome.RetryFrom;
import io.offbeat.lambda.Patience;
import io.offbeat.lambda.RulesSource;
import io.offbeat.lambda.StreamBatch;
import io.offbeat.lambda.StreamRecord;
import io.offbeat.lambda.Tally;
import io.offbeat.lambda.TransientFailure;
import io.offbeat.model.rules.Rules;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Decodes a batch, archives every record of it, quarantines its poison, and forwards its readings:
/// in this order, so that nothing is forwarded that could not be found again.
public final class IngestBatch {
  /// Readings at which a portion ends: more than a batch of 6 MB holds, unless it is compressed.
  private static final int PORTION = 100_000;

  private final Archive archive;
  private final BlockForwarder forwarder;
  private final Packer packer;
  private final RulesSource rules;
  private final String format;

  /// Without rules, and by content.
  ///
  /// @param archive keeps records and poison
  /// @param forwarder takes the blocks
  /// @param buckets how many buckets the devices travel in, a power of two
  public IngestBatch(Archive archive, BlockForwarder forwarder, int buckets) {
    this(archive, forwarder, buckets, RulesSource.NONE);
  }

  /// @param archive keeps records and poison
  /// @param forwarder takes the blocks
  /// @param buckets how many buckets the devices travel in, a power of two
  /// @param rules tells the rules in force: the gate's and the extractions are applied here
  public IngestBatch(Archive archive, BlockForwarder forwarder, int buckets, RulesSource rules) {
    this(archive, forwarder, buckets, rules, "");
  }

  /// @param archive keeps records and poison
  /// @param forwarder takes the blocks
  /// @param buckets how many buckets the devices travel in, a power of two
  /// @param rules tells the rules in force: the gate's and the extractions are applied here
  /// @param format the one format of all records; empty: each is recognised by its content
  /// @throws IllegalArgumentException when there is no such format
  public IngestBatch(
      Archive archive, BlockForwarder forwarder, int buckets, RulesSource rules, String format) {
    var _ = new RecordDecoder(format, List.of());
    this.format = format;
    this.archive = archive;
    this.forwarder = forwarder;
    this.packer = new Packer(buckets);
    this.rules = rules;
  }

  /// Processes a batch, in portions that fit the function's memory and one hour of the archive.
  /// When it must be retried from a record, all before that one is archived, and forwarded or done
  /// with.
  public Ingested process(StreamBatch batch, Patience patience) {
    Tally<IngestCount> tally = IngestCount.tally();
    Map<Violation, Long> violations = new EnumMap<>(Violation.class);
    tally.add(RECORDS, batch.records().size());
    BatchOutcome outcome = process(batch, tally, violations, patience);
    tally.add(UNARCHIVED, batch.records().size() - tally.get(ARCHIVED));
    return new Ingested(outcome, tally, violations);
  }

  private BatchOutcome process(
      StreamBatch batch,
      Tally<IngestCount> tally,
      Map<Violation, Long> violations,
      Patience patience) {
    List<StreamRecord> records = batch.records();
    int from = 0;
    try {
      Rules current = records.isEmpty() ? Rules.none() : patience.call(rules::current);
      var decoder = new RecordDecoder(format, current.extractions());
      while (from < records.size()) {
        if (from > 0) {
          patience.requireTime();
        }
        var sifted = new Sifted(decoder, tally, current);
        int to = from;
        while (to < records.size()
            && sifted.unfinished() < PORTION
            && ArchiveKey.together(records.get(from), records.get(to))) {
          sifted.sift(records.get(to++));
        }
        var portion = new StreamBatch(batch.stream(), records.subList(from, to));
        BatchOutcome outcome = finish(portion, sifted, tally, patience);
        sifted
            .violations()
            .forEach((violation, more) -> violations.merge(violation, more, Long::sum));
        if (!(outcome instanceof Completed)) {
          return outcome;
        }
        from = to;
      }
      return new Completed();
    } catch (TransientFailure cause) {
      return new RetryFrom(records.get(from).sequenceNumber(), cause);
    }
  }

  /// Archives and forwards one portion.
  ///
  /// @throws TransientFailure when it is not known to be archived
  private BatchOutcome finish(
      StreamBatch portion, Sifted sifted, Tally<IngestCount> tally, Patience patience) {
    try {
      keep(portion, sifted.poison(), tally, patience);
    } catch (TransientFailure cause) {
      tally.add(LEFT, sifted.unfinished());
      throw cause;
    }
    tally.add(TOO_OLD, sifted.tooOld());
    tally.add(SENTINEL, sifted.sentinels());
    tally.add(POISON, sifted.poisonReadings());
    return forward(packer.pack(sifted.accepted()), tally, patience);
  }

  private void keep(
      StreamBatch batch, List<Archived> poison, Tally<IngestCount> tally, Patience patience) {
    byte[] raw = ArchiveCodec.encode(batch.records().stream().map(Archived::of).toList());
    patience.run(() -> archive.keep(ArchiveKey.raw(batch), raw));
    tally.add(ARCHIVED, batch.records().size());
    if (!poison.isEmpty()) {
      byte[] quarantined = ArchiveCodec.encode(poison);
      patience.run(() -> archive.keep(ArchiveKey.quarantine(batch), quarantined));
      tally.add(QUARANTINED, poison.size());
    }
  }

  private BatchOutcome forward(
      List<PackedBlock> blocks, Tally<IngestCount> tally, Patience patience) {
    var forwarding = new Forwarding(forwarder, blocks);
    BatchOutcome outcome = forwarding.finish(patience);
    tally.add(FORWARDED, forwarding.forwardedReadings());
    tally.add(BLOCKS, forwarding.forwardedBlocks());
    tally.add(LEFT, forwarding.leftReadings());
    return outcome;
  }
}
