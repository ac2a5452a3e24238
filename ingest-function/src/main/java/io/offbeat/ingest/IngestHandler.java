package io.offbeat.ingest;

import static java.util.stream.Collectors.toMap;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import io.offbeat.ingest.format.Violation;
import io.offbeat.lambda.BatchLog;
import io.offbeat.lambda.BatchOutcome;
import io.offbeat.lambda.BatchOutcome.Completed;
import io.offbeat.lambda.BatchOutcome.RetryFrom;
import io.offbeat.lambda.Settings;
import io.offbeat.lambda.StreamBatch;
import io.offbeat.lambda.WatchedRules;
import java.time.Clock;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Entry point of the ingest function: records of the stream `readings` in, blocks out.
public final class IngestHandler implements RequestHandler<KinesisEvent, StreamsEventResponse> {
  private static final int BUCKETS = 64;

  private final IngestBatch ingestBatch;
  private final BatchLog log;
  private final Clock clock;
  private final RandomGenerator random;

  /// Wires the function to AWS, by its environment variables. A format that does not exist fails
  /// here, before any record is touched.
  public IngestHandler() {
    this(new Settings(System.getenv()), Clock.systemUTC());
  }

  private IngestHandler(Settings settings, Clock clock) {
    this(settings, log(settings), clock);
  }

  private IngestHandler(Settings settings, BatchLog log, Clock clock) {
    this(
        new IngestBatch(
            S3Archive.of(settings),
            KinesisBlockForwarder.of(settings),
            settings.integer("OFFBEAT_BUCKETS", BUCKETS),
            WatchedRules.of(settings, clock, log),
            settings.text("OFFBEAT_FORMAT", "")),
        log,
        clock,
        RandomGenerator.getDefault());
  }

  private static BatchLog log(Settings settings) {
    return new BatchLog(settings.text("OFFBEAT_ENVIRONMENT", "dev"), "ingest", System.out::println);
  }

  /// @param ingestBatch what is done with a batch
  /// @param log where each batch's line goes
  /// @param clock when a batch ended, for its line only
  /// @param random spreads the waits
  public IngestHandler(IngestBatch ingestBatch, BatchLog log, Clock clock, RandomGenerator random) {
    this.ingestBatch = ingestBatch;
    this.log = log;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public StreamsEventResponse handleRequest(KinesisEvent event, Context context) {
    var patience = log.patience(context, random, clock);
    Ingested ingested = ingestBatch.process(StreamBatch.of(event), patience);
    log.write(
        clock.instant(),
        ingested.tally(),
        poison(ingested.violations()),
        fields(ingested.outcome()));
    return StreamBatch.response(ingested.outcome());
  }

  /// A metric for each rule that was broken, such as `poison-malformed`.
  private static Map<String, Long> poison(Map<Violation, Long> violations) {
    return violations.entrySet().stream()
        .collect(toMap(broken -> "poison-" + broken.getKey().label(), Map.Entry::getValue));
  }

  private static Map<String, String> fields(BatchOutcome outcome) {
    return switch (outcome) {
      case Completed() -> Map.of();
      case RetryFrom(var first, var cause) ->
          Map.of("retryFrom", first.toString(), "cause", String.valueOf(cause.getMessage()));
    };
  }
}
