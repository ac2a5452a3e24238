package io.offbeat.detector;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import io.offbeat.detector.Sweep.Swept;
import io.offbeat.lambda.BatchLog;
import io.offbeat.lambda.Settings;
import io.offbeat.lambda.WatchedRules;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The sweep function: called each minute, it finds what has gone silent.
public final class SweepHandler implements RequestHandler<ScheduledEvent, Void> {
  /// Metric of how many seconds the pipeline is behind; none while that is not known.
  public static final String LAG = "lag";

  private final Sweep sweep;
  private final BatchLog log;
  private final Clock clock;
  private final RandomGenerator random;

  /// The function as Lambda starts it, wired from its environment variables.
  public SweepHandler() {
    this(new Settings(System.getenv()), Clock.systemUTC());
  }

  private SweepHandler(Settings settings, Clock clock) {
    this(
        settings,
        new BatchLog(settings.text("OFFBEAT_ENVIRONMENT", "dev"), "sweep", System.out::println),
        clock);
  }

  private SweepHandler(Settings settings, BatchLog log, Clock clock) {
    this(
        sweep(
            settings,
            DynamoDeviceStore.of(settings, () -> UUID.randomUUID().toString()),
            log,
            clock),
        log,
        clock,
        new SecureRandom());
  }

  /// @param sweep what to do
  /// @param log where a sweep's line goes
  /// @param clock tells when a sweep begins and ends
  /// @param random spreads the waits
  public SweepHandler(Sweep sweep, BatchLog log, Clock clock, RandomGenerator random) {
    this.sweep = sweep;
    this.log = log;
    this.clock = clock;
    this.random = random;
  }

  private static Sweep sweep(
      Settings settings, DynamoDeviceStore devices, BatchLog log, Clock clock) {
    return new Sweep(
        new Sweep.Devices(devices, devices),
        new Sweep.Outlets(
            new ArchivingEpisodePublisher(
                S3EpisodeArchive.of(settings), SnsEpisodePublisher.of(settings)),
            KinesisHeartbeats.of(settings),
            S3CensusBoard.of(settings)),
        settings.integer("OFFBEAT_BUCKETS", Heartbeat.BUCKETS),
        WatchedRules.of(settings, clock, log));
  }

  @Override
  public @Nullable Void handleRequest(ScheduledEvent event, Context context) {
    Instant now = clock.instant();
    Swept swept = sweep.run(now, log.patience(context, random, clock));
    Map<String, Long> lag =
        swept.lag(now).map(behind -> Map.of(LAG, behind.toSeconds())).orElse(Map.of());
    log.write(clock.instant(), swept.tally(), lag, fields(swept));
    return null;
  }

  private static Map<String, String> fields(Swept swept) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("watermark", swept.watermark().map(Instant::toString).orElse("unknown"));
    swept.trouble().ifPresent(failure -> fields.put("cause", String.valueOf(failure.getMessage())));
    return fields;
  }
}
