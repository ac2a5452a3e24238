package io.offbeat.checks.crash;

import java.util.List;
import java.util.regex.Pattern;

/// The moment at which a process is killed: while a call of one kind is on its way. The first of
/// them finds nobody.
final class Trap {
  private final List<Pattern> signs;
  private final Arrival arrival;
  private final Runnable kill;
  private int left;
  private boolean met;

  /// What becomes of the call.
  enum Arrival {
    /// It is gone with its process.
    NEVER,
    /// It arrives, and then its process ends.
    AT_ONCE,
    /// It arrives when the next process has ended too.
    LATE
  }

  /// @param signs expressions for what the request holds, all of them
  /// @param nth which of such calls it is, from 2
  /// @param arrival what becomes of it
  /// @param kill kills the process
  Trap(List<String> signs, int nth, Arrival arrival, Runnable kill) {
    this.signs = signs.stream().map(Pattern::compile).toList();
    this.left = nth;
    this.arrival = arrival;
    this.kill = kill;
  }

  /// Whether this call is the one.
  boolean takes(String request) {
    return isOne(request) && --left == 0;
  }

  /// Whether this call is the first of its kind.
  boolean refuses(String request) {
    boolean first = !met && isOne(request);
    met |= first;
    return first;
  }

  private boolean isOne(String request) {
    return signs.stream().allMatch(sign -> sign.matcher(request).find());
  }

  Arrival arrival() {
    return arrival;
  }

  void kill() {
    kill.run();
  }
}
