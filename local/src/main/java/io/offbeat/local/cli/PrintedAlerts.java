package io.offbeat.local.cli;

import io.offbeat.alert.Alert;
import io.offbeat.alert.AlertPublisher;
import java.io.PrintWriter;

/// Prints alerts as an engineer would get them: the subject, and below it the text; of a resolved
/// one the subject says enough.
final class PrintedAlerts implements AlertPublisher {
  private static final String INDENT = "    ";

  private final PrintWriter out;
  private final Runnable before;

  /// @param out where they are printed
  /// @param before what to do before each
  PrintedAlerts(PrintWriter out, Runnable before) {
    this.out = out;
    this.before = before;
  }

  @Override
  public void publish(Alert alert) {
    before.run();
    out.println(alert.subject());
    if (alert.change() != Alert.Change.RESOLVED) {
      alert
          .text()
          .strip()
          .lines()
          .map(line -> line.isEmpty() ? line : INDENT + line)
          .forEach(out::println);
    }
    out.println();
    OutputClosed.flush(out);
  }
}
