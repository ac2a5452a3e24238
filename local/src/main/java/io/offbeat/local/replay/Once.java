package io.offbeat.local.replay;

import io.offbeat.lambda.Patience;
import java.time.Duration;
import java.util.SplittableRandom;

/// No patience: at a command line, a person decides whether to try again.
final class Once {
  private Once() {}

  static Patience patience() {
    var timer =
        new Patience.Timer() {
          @Override
          public Duration remaining() {
            return Patience.RESERVE;
          }

          @Override
          public void pause(Duration duration) {
            throw new IllegalStateException("there is no time to pause " + duration);
          }
        };
    return new Patience(timer, new SplittableRandom(0));
  }
}
