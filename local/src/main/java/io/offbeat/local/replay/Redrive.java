package io.offbeat.local.replay;

import io.offbeat.detector.DetectBatch;
import io.offbeat.ingest.IngestBatch;
import io.offbeat.lambda.BatchOutcome;
import io.offbeat.lambda.BatchOutcome.Completed;
import io.offbeat.lambda.BatchOutcome.RetryFrom;
import io.offbeat.lambda.StreamBatch;
import io.offbeat.model.wire.WireFormatException;
import java.util.function.Consumer;

/// Sends the batches that Lambda gave up through the functions again, under the positions that they
/// had: what was archived is archived once, and what was applied is a replay.
public final class Redrive {
  /// Where Lambda keeps what it gave up
  /// (https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html): a folder
  /// for each event source mapping, shard and day.
  public static final String PREFIX = "aws/lambda/";

  private final KeptObjects kept;
  private final IngestBatch ingest;
  private final DetectBatch detect;
  private final String blocksStream;
  private long done;
  private long failed;

  /// @param kept where the batches are, under `aws/lambda/`
  /// @param ingest takes the batches of every other stream
  /// @param detect takes the batches of the stream `blocks`
  /// @param blocksStream the name of that stream
  public Redrive(KeptObjects kept, IngestBatch ingest, DetectBatch detect, String blocksStream) {
    this.kept = kept;
    this.ingest = ingest;
    this.detect = detect;
    this.blocksStream = blocksStream;
  }

  /// Sends each batch through once.
  ///
  /// @param told takes a line for each
  public void run(Consumer<String> told) {
    for (String key : kept.keys(PREFIX)) {
      told.accept("%s: %s".formatted(key, outcome(key)));
    }
  }

  /// How many batches are done.
  public long done() {
    return done;
  }

  /// How many are not, and may be sent again.
  public long failed() {
    return failed;
  }

  private String outcome(String key) {
    try {
      StreamBatch batch = FailedBatch.of(kept.read(key));
      return switch (process(batch)) {
        case Completed() -> {
          done++;
          yield "%d records of %s done".formatted(batch.records().size(), batch.stream());
        }
        case RetryFrom(var _, var cause) -> {
          failed++;
          yield "not done: " + cause.getMessage();
        }
      };
    } catch (WireFormatException e) {
      failed++;
      return String.valueOf(e.getMessage());
    }
  }

  private BatchOutcome process(StreamBatch batch) {
    return batch.stream().equals(blocksStream)
        ? detect.process(batch, Once.patience()).outcome()
        : ingest.process(batch, Once.patience()).outcome();
  }
}
