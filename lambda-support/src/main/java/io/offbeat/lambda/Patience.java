package io.offbeat.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Waits out transient trouble inside an invocation: full jitter from 100 ms to 5 s, until the time
/// that is left is needed for the answer
/// (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
public final class Patience {
  /// Time kept for ending the invocation in order.
  public static final Duration RESERVE = Duration.ofSeconds(15);

  private static final long FIRST_WAIT_MILLIS = 100;
  private static final long LONGEST_WAIT_MILLIS = 5_000;

  private final Timer timer;
  private final RandomGenerator random;
  private final Consumer<EnvironmentFault> alarm;
  private boolean alarmed;

  /// What an invocation knows of its own time.
  public interface Timer {
    /// Time until the invocation is ended.
    Duration remaining();

    /// Lets time pass.
    void pause(Duration duration);

    /// The time of a Lambda invocation; a context that keeps time itself is asked for it.
    static Timer of(Context context) {
      if (context instanceof Timer timer) {
        return timer;
      }
      return new Timer() {
        @Override
        public Duration remaining() {
          return Duration.ofMillis(context.getRemainingTimeInMillis());
        }

        @Override
        public void pause(Duration duration) {
          try {
            Thread.sleep(duration);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientFailure("interrupted while waiting to try again", e);
          }
        }
      };
    }
  }

  /// @param timer the invocation's time
  /// @param random spreads the waits, so that many functions do not come back at once
  public Patience(Timer timer, RandomGenerator random) {
    this(timer, random, _ -> {});
  }

  /// @param timer the invocation's time
  /// @param random spreads the waits, so that many functions do not come back at once
  /// @param alarm is told of the first fault that only a person can mend, before it is waited out
  public Patience(Timer timer, RandomGenerator random, Consumer<EnvironmentFault> alarm) {
    this.timer = timer;
    this.random = random;
    this.alarm = alarm;
  }

  /// Passes while there is time for another call and for ending the invocation.
  ///
  /// @throws TransientFailure when there is none
  public void requireTime() {
    if (timer.remaining().compareTo(RESERVE) < 0) {
      throw new TransientFailure("no time is left to begin another call");
    }
  }

  /// The call's result, tried again for as long as it fails and there is time.
  ///
  /// @throws TransientFailure the last one, when the time is up
  public <T> T call(Supplier<T> call) {
    long longest = FIRST_WAIT_MILLIS;
    while (true) {
      try {
        return call.get();
      } catch (TransientFailure failure) {
        if (failure instanceof EnvironmentFault fault && !alarmed) {
          alarmed = true;
          alarm.accept(fault);
        }
        Duration wait = Duration.ofMillis(random.nextLong(1, longest + 1));
        if (timer.remaining().minus(RESERVE).compareTo(wait) < 0) {
          throw failure;
        }
        timer.pause(wait);
        longest = Math.min(2 * longest, LONGEST_WAIT_MILLIS);
      }
    }
  }

  /// As [#call], for a call without a result.
  public void run(Runnable call) {
    call(() -> {
      call.run();
      return true;
    });
  }
}
