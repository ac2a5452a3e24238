package io.offbeat.detector;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Two invocations whose calls of ports take turns as a schedule says. Whoever's turn it is runs
/// alone, to its next call or its end.
final class Turns {
  private final List<Integer> schedule;
  private final List<Integer> taken = new ArrayList<>();
  private final Semaphore still = new Semaphore(0);
  private final Semaphore[] turns = {new Semaphore(0), new Semaphore(0)};
  private final boolean[] done = new boolean[2];

  /// @param schedule who is next wherever both wait, 0 or 1; 0 where it says nothing
  Turns(List<Integer> schedule) {
    this.schedule = schedule;
  }

  /// The calls of one of the two.
  Calls of(int who) {
    return new Calls() {
      @Override
      public <T> T around(Supplier<T> call) {
        still.release();
        turns[who].acquireUninterruptibly();
        return call.get();
      }
    };
  }

  /// Runs both to their end.
  ///
  /// @return who was next wherever both waited
  List<Integer> run(Runnable first, Runnable second) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var one = CompletableFuture.runAsync(() -> run(0, first), threads);
      var other = CompletableFuture.runAsync(() -> run(1, second), threads);
      still.acquireUninterruptibly(2);
      while (!done[0] || !done[1]) {
        turns[next()].release();
        still.acquireUninterruptibly();
      }
      CompletableFuture.allOf(one, other).join();
    }
    return List.copyOf(taken);
  }

  private void run(int who, Runnable invocation) {
    try {
      invocation.run();
    } finally {
      done[who] = true;
      still.release();
    }
  }

  private int next() {
    if (done[0] || done[1]) {
      return done[0] ? 1 : 0;
    }
    int at = taken.size();
    taken.add(at < schedule.size() ? schedule.get(at) : 0);
    return taken.getLast();
  }
}
