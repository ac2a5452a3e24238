package io.offbeat.local;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import io.offbeat.detector.Sweep;
import io.offbeat.detector.SweepHandler;
import io.offbeat.lambda.BatchLog;
import io.offbeat.local.stream.LocalContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.SplittableRandom;

/// The timer of the sweep, in the time of the readings: history is swept as if it were live.
///
/// A sweep puts heartbeats; once these have come through, the next one knows the watermark.
final class LocalSweep {
  private static final Duration ROUND = Duration.ofMinutes(1);

  private final Sweep sweep;
  private final BatchLog log;
  private Instant next = Instant.MIN;

  LocalSweep(Sweep sweep, BatchLog log) {
    this.sweep = sweep;
    this.log = log;
  }

  /// Sweeps, unless less than a minute has passed since the last time.
  ///
  /// @param now arrival time of the newest record
  void run(Instant now) {
    if (now.equals(Instant.MIN) || now.isBefore(next)) {
      return;
    }
    next = now.plus(ROUND);
    var clock = Clock.fixed(now, ZoneOffset.UTC);
    new SweepHandler(sweep, log, clock, new SplittableRandom(0))
        .handleRequest(new ScheduledEvent(), new LocalContext("sweep", clock));
  }
}
