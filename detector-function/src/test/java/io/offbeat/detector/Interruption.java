package io.offbeat.detector;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Something that happens at one call of a port: before it takes effect, or after.
final class Interruption implements Calls {
  /// Nothing happens.
  static final int NEVER = -1;

  private final AtomicInteger calls = new AtomicInteger();
  private final int at;
  private final boolean afterEffect;
  private final Runnable what;

  /// The end of an invocation's process.
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  Interruption(int at, boolean afterEffect, Runnable what) {
    this.at = at;
    this.afterEffect = afterEffect;
    this.what = what;
  }

  int calls() {
    return calls.get();
  }

  @Override
  public <T> T around(Supplier<T> call) {
    boolean now = calls.getAndIncrement() == at;
    if (now && !afterEffect) {
      what.run();
    }
    T result = call.get();
    if (now && afterEffect) {
      what.run();
    }
    return result;
  }
}
