package io.offbeat.alert;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.offbeat.lambda.BatchLog;
import io.offbeat.lambda.Settings;
import io.offbeat.lambda.WatchedRules;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Entry of the alert function: messages of the episodes' queue, answered message by message
/// (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html).
public final class AlertHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private final AlertBatch batch;
  private final BatchLog log;
  private final Clock clock;
  private final RandomGenerator random;

  /// Wires the function to AWS, as its environment variables say.
  public AlertHandler() {
    this(new Settings(System.getenv()), Clock.systemUTC(), RandomGenerator.getDefault());
  }

  /// @param batch does the work
  /// @param log takes a line a batch
  /// @param clock tells when a batch ended
  /// @param random spreads the waits
  public AlertHandler(AlertBatch batch, BatchLog log, Clock clock, RandomGenerator random) {
    this.batch = batch;
    this.log = log;
    this.clock = clock;
    this.random = random;
  }

  private AlertHandler(Settings settings, Clock clock, RandomGenerator random) {
    this(settings, clock, random, log(settings, "alert"));
  }

  private AlertHandler(Settings settings, Clock clock, RandomGenerator random, BatchLog log) {
    IncidentStore incidents = DynamoIncidentStore.of(settings, random);
    this(
        new AlertBatch(
            new AlertBatch.Ports(incidents, brake(settings, clock), S3Quarantine.of(settings)),
            course(settings, incidents, clock, log),
            new Fleet(S3CensusSource.of(settings, clock)),
            clock),
        log,
        clock,
        random);
  }

  /// The course of incidents, as the function's settings ask.
  static Course course(Settings settings, IncidentStore incidents, Clock clock, BatchLog log) {
    var policy = new RulesPolicy(WatchedRules.of(settings, clock, log));
    ZoneId zone = ZoneId.of(settings.text("OFFBEAT_ZONE", "UTC"));
    String archive = "s3://" + settings.text("OFFBEAT_BUCKET", "BUCKET");
    return new Course(policy, new AlertText(policy, zone, archive), incidents::open);
  }

  /// The brake, as the function's settings ask.
  static Brake brake(Settings settings, Clock clock) {
    return new Brake(
        DynamoStormStore.of(settings),
        SnsAlertPublisher.of(settings),
        settings.integer("OFFBEAT_MAX_ALERTS", Brake.MOST),
        clock);
  }

  /// Takes a line a batch of a function.
  static BatchLog log(Settings settings, String function) {
    return new BatchLog(settings.text("OFFBEAT_ENVIRONMENT", "dev"), function, System.out::println);
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    AlertBatch.Outcome outcome =
        batch.process(
            event.getRecords().stream().map(EpisodeMessage::of).toList(),
            log.patience(context, random, clock));
    log.write(clock.instant(), outcome.tally(), trouble(outcome));
    return new SQSBatchResponse(
        outcome.failed().keySet().stream().map(BatchItemFailure::new).toList());
  }

  private static Map<String, String> trouble(AlertBatch.Outcome outcome) {
    return outcome.failed().values().stream()
        .findFirst()
        .map(first -> Map.of("trouble", first))
        .orElse(Map.of());
  }
}
