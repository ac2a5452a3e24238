package io.offbeat.checks.architecture.offending;

import java.time.Clock;

/// Named as an entry, and is none; its second constructor reads the clock.
public final class NotAnEntryHandler {
  final Clock clock;

  /// May read the clock.
  public NotAnEntryHandler() {
    this(Clock.systemUTC());
  }

  NotAnEntryHandler(Clock clock) {
    this.clock = clock;
  }

  NotAnEntryHandler(String ignored) {
    this(Clock.systemUTC());
  }
}
