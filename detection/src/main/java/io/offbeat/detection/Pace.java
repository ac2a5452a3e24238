package io.offbeat.detection;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// How fast a series reports just now, and how fast it ever has: finds a burst.
///
/// @param seconds mean of the last 20 intervals or so
/// @param fastest the least it has been, growing by a 5,000th a reading; a faster pace it follows
///   by a hundredth, so that a burst lasts some hundred readings and then is normal
record Pace(float seconds, float fastest) {
  static final Pace NONE = new Pace(0, 0);

  private static final double MEMORY = 0.05;

  /// Many more: three times as fast as ever, of which chance makes nothing even when the intervals
  /// are exponential, since a mean of 20 then deviates by a fifth.
  private static final double MANY = 3;

  private static final float FOLLOWED = 0.01f;
  private static final float GROWTH = 1.0002f;

  /// Readings before its paces are known.
  private static final int YOUNG = 100;

  Pace after(double interval, int readings) {
    if (!(interval >= 0)) {
      return this;
    }
    double weight = Math.max(1.0 / readings, MEMORY);
    float mean = (float) (seconds + weight * (interval - seconds));
    float least = readings < YOUNG ? mean : fastest(mean);
    return new Pace(mean, least);
  }

  private float fastest(float mean) {
    return mean < fastest ? fastest + FOLLOWED * (mean - fastest) : fastest * GROWTH;
  }

  /// Whether it is many times as fast as ever.
  ///
  /// @param before the pace at the reading before
  boolean isBurst(Pace before, int readings) {
    return readings > YOUNG && seconds * MANY < before.fastest;
  }

  void encode(DataOutput out) throws IOException {
    out.writeFloat(seconds);
    out.writeFloat(fastest);
  }

  static Pace decode(DataInput in) throws IOException {
    return new Pace(in.readFloat(), in.readFloat());
  }
}
