package io.offbeat.alert;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import io.offbeat.lambda.BatchLog;
import io.offbeat.lambda.Settings;
import java.time.Clock;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Entry of the timer function: called once a minute by the scheduler, and by the queue that wakes
/// it when an incident has waited for others of its kind. It does all that is due, whatever the
/// event says.
public final class TimerHandler implements RequestHandler<ScheduledEvent, @Nullable Void> {
  private final TimerBatch batch;
  private final BatchLog log;
  private final Clock clock;
  private final RandomGenerator random;

  /// Wires the function to AWS, as its environment variables say.
  public TimerHandler() {
    this(new Settings(System.getenv()), Clock.systemUTC(), RandomGenerator.getDefault());
  }

  /// @param batch does the work
  /// @param log takes a line a round
  /// @param clock tells when a round ended
  /// @param random spreads the waits
  public TimerHandler(TimerBatch batch, BatchLog log, Clock clock, RandomGenerator random) {
    this.batch = batch;
    this.log = log;
    this.clock = clock;
    this.random = random;
  }

  private TimerHandler(Settings settings, Clock clock, RandomGenerator random) {
    this(settings, clock, random, AlertHandler.log(settings, "timer"));
  }

  private TimerHandler(Settings settings, Clock clock, RandomGenerator random, BatchLog log) {
    IncidentStore incidents = DynamoIncidentStore.of(settings, random);
    this(
        new TimerBatch(
            incidents,
            AlertHandler.brake(settings, clock),
            AlertHandler.course(settings, incidents, clock, log),
            new Fleet(S3CensusSource.of(settings, clock)),
            clock),
        log,
        clock,
        random);
  }

  @Override
  public @Nullable Void handleRequest(ScheduledEvent event, Context context) {
    TimerBatch.Outcome outcome = batch.process(log.patience(context, random, clock));
    log.write(
        clock.instant(),
        outcome.tally(),
        outcome.trouble().isEmpty() ? Map.of() : Map.of("trouble", outcome.trouble().getFirst()));
    return null;
  }
}
