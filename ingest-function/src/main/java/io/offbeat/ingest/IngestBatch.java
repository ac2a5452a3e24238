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
import io.offbeat.lambda.BatchOutcome;
import io.offbeat.lambda.BatchOutcome.Completed;
import io.offbeat.lambda.BatchOutcome.RetryFrom;
import io.offbeat.lambda.Patience;
import io.offbeat.lambda.RulesSource;
import io.offbeat.lambda.StreamBatch;
import io.offbeat.lambda.Tally;
import io.offbeat.lambda.TransientFailure;
import io.offbeat.model.rules.Rules;
import java.math.BigInteger;
import java.util.List;

/// Decodes a batch, archives every record of it, quarantines its poison, and forwards its readings:
/// in this order, so that nothing is forwarded that could not be found again.
public final class IngestBatch {
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

  /// Processes a batch. When it must be retried from a record, all before that one is archived, and
  /// forwarded or done with.
  public Ingested process(StreamBatch batch, Patience patience) {
    Tally<IngestCount> tally = IngestCount.tally();
    if (batch.records().isEmpty()) {
      return new Ingested(new Completed(), tally);
    }
    tally.add(RECORDS, batch.records().size());
    BigInteger first = batch.records().getFirst().sequenceNumber();
    Rules current;
    try {
      current = patience.call(rules::current);
    } catch (TransientFailure cause) {
      tally.add(UNARCHIVED, batch.records().size());
      return new Ingested(new RetryFrom(first, cause), tally);
    }
    var decoder = new RecordDecoder(format, current.extractions());
    var sifted = new Sifted(batch, decoder, tally, current);
    try {
      keep(batch, sifted.poison(), tally, patience);
    } catch (TransientFailure cause) {
      tally.add(UNARCHIVED, batch.records().size() - tally.get(ARCHIVED));
      tally.add(LEFT, sifted.unfinished());
      return new Ingested(new RetryFrom(first, cause), tally);
    }
    tally.add(TOO_OLD, sifted.tooOld());
    tally.add(SENTINEL, sifted.sentinels());
    tally.add(POISON, sifted.poisonReadings());
    return new Ingested(forward(packer.pack(sifted.accepted()), tally, patience), tally);
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
