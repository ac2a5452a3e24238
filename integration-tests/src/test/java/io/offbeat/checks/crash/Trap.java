package io.offbeat.checks.crash;

import java.util.List;

/// The moment at which a process is killed: while a call of one kind is on its way.
final class Trap {
  private final List<String> signs;
  private final Arrival arrival;
  private final Runnable kill;
  private int left;

  /// What becomes of the call.
  enum Arrival {
    /// It is gone with its process.
    NEVER,
    /// It arrives, and then its process ends.
    AT_ONCE,
    /// It arrives when the next process has ended too.
    LATE
  }

  /// @param signs what the request holds, all of them
  /// @param nth which of such calls it is, from 1
  /// @param arrival what becomes of it
  /// @param kill kills the process
  Trap(List<String> signs, int nth, Arrival arrival, Runnable kill) {
    this.signs = List.copyOf(signs);
    this.left = nth;
    this.arrival = arrival;
    this.kill = kill;
  }

  /// Whether this call is the one.
  boolean takes(String request) {
    return signs.stream().allMatch(request::contains) && --left == 0;
  }

  Arrival arrival() {
    return arrival;
  }

  void kill() {
    kill.run();
  }
}
