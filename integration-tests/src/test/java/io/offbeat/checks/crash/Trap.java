package io.offbeat.checks.crash;

import java.util.List;

/// The moment at which a process is killed: while a call of one kind is on its way.
final class Trap {
  private final List<String> signs;
  private final boolean goesThrough;
  private final Runnable kill;
  private int left;

  /// @param signs what the request holds, all of them
  /// @param nth which of such calls it is, from 1
  /// @param goesThrough whether the call arrives before the process is killed, or long after
  /// @param kill kills the process
  Trap(List<String> signs, int nth, boolean goesThrough, Runnable kill) {
    this.signs = List.copyOf(signs);
    this.left = nth;
    this.goesThrough = goesThrough;
    this.kill = kill;
  }

  /// Whether this call is the one.
  boolean takes(String request) {
    return signs.stream().allMatch(request::contains) && --left == 0;
  }

  boolean goesThrough() {
    return goesThrough;
  }

  void kill() {
    kill.run();
  }
}
