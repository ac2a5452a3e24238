package io.offbeat.detector;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import io.offbeat.detector.DetectBatch.Detected;
import io.offbeat.lambda.BatchLog;
import io.offbeat.lambda.BatchOutcome;
import io.offbeat.lambda.BatchOutcome.Completed;
import io.offbeat.lambda.BatchOutcome.RetryFrom;
import io.offbeat.lambda.Settings;
import io.offbeat.lambda.StreamBatch;
import io.offbeat.lambda.WatchedRules;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// The detector function: an event of the stream `blocks` in, where to resume out.
public final class DetectHandler implements RequestHandler<KinesisEvent, StreamsEventResponse> {
  private final DetectBatch detectBatch;
  private final BatchLog log;
  private final Clock clock;
  private final RandomGenerator random;

  /// The function as Lambda starts it, wired from its environment variables.
  public DetectHandler() {
    this(new Settings(System.getenv()), Clock.systemUTC());
  }

  private DetectHandler(Settings settings, Clock clock) {
    this(settings, log(settings), clock);
  }

  private DetectHandler(Settings settings, BatchLog log, Clock clock) {
    this(
        new DetectBatch(
            DynamoDeviceStore.of(settings, () -> UUID.randomUUID().toString()),
            new ArchivingEpisodePublisher(
                S3EpisodeArchive.of(settings), SnsEpisodePublisher.of(settings)),
            new WarmDevices(settings.integer("OFFBEAT_WARM_SERIES", WarmDevices.MAX_SERIES)),
            WatchedRules.of(settings, clock, log),
            new Admission(
                settings.integer("OFFBEAT_NEW_DEVICES", Admission.AN_HOUR),
                settings.integer("OFFBEAT_BUCKETS", Heartbeat.BUCKETS))),
        log,
        clock,
        new SecureRandom());
  }

  private static BatchLog log(Settings settings) {
    return new BatchLog(settings.text("OFFBEAT_ENVIRONMENT", "dev"), "detect", System.out::println);
  }

  /// @param detectBatch what to do with a batch
  /// @param log where a batch's line goes
  /// @param clock tells when a batch ended
  /// @param random spreads the waits
  public DetectHandler(DetectBatch detectBatch, BatchLog log, Clock clock, RandomGenerator random) {
    this.detectBatch = detectBatch;
    this.log = log;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public StreamsEventResponse handleRequest(KinesisEvent event, Context context) {
    StreamBatch batch = StreamBatch.of(event);
    var patience = log.patience(context, random, clock);
    Detected detected = detectBatch.process(batch, patience);
    log.write(clock.instant(), detected.tally(), fields(batch, detected.outcome()));
    return StreamBatch.response(detected.outcome());
  }

  private static Map<String, String> fields(StreamBatch batch, BatchOutcome outcome) {
    return switch (outcome) {
      case Completed() -> Map.of("stream", batch.stream());
      case RetryFrom(var first, var cause) ->
          Map.of(
              "stream", batch.stream(),
              "retryFrom", first.toString(),
              "cause", String.valueOf(cause.getMessage()));
    };
  }
}
