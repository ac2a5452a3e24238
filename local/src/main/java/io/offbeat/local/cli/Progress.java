package io.offbeat.local.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// One line on standard error that says how far a command is; nothing when that is no terminal.
final class Progress {
  private static final Duration EVERY = Duration.ofMillis(200);
  private static final String CLEAR_LINE = "\r\033[K";

  private final PrintWriter err;
  private final Clock clock;
  private final boolean terminal;
  private final Instant started;
  private Instant shown = Instant.MIN;

  Progress(PrintWriter err, Clock clock, boolean terminal) {
    this.err = err;
    this.clock = clock;
    this.terminal = terminal;
    this.started = clock.instant();
  }

  /// Says how far it is, unless it has just been said.
  ///
  /// @param simulated the simulated time
  /// @param readings how many readings so far
  void show(Instant simulated, long readings) {
    Instant now = clock.instant();
    if (terminal && now.isAfter(shown.plus(EVERY))) {
      err.printf(
          Locale.ROOT,
          "%s%s  %,d readings  %,d a second",
          CLEAR_LINE,
          simulated,
          readings,
          perSecond(readings));
      err.flush();
      shown = now;
    }
  }

  /// Takes the line away.
  void clear() {
    if (terminal) {
      err.print(CLEAR_LINE);
      err.flush();
      shown = Instant.MIN;
    }
  }

  /// Readings a second since the start.
  long perSecond(long readings) {
    return readings * 1_000 / Math.max(1, elapsed().toMillis());
  }

  /// Time since the start.
  Duration elapsed() {
    return Duration.between(started, clock.instant());
  }

  /// Whether standard error is a terminal. Java knows of standard input and output only; the file
  /// system of Linux tells what standard error is.
  static boolean onTerminal() {
    try {
      String device = Path.of("/proc/self/fd/2").toRealPath().toString();
      return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
    } catch (IOException e) {
      return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }
  }
}
