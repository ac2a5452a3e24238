package io.offbeat.detection;

/// How fast a series reports just now, and how fast it ever has: finds a burst and a silence.
///
/// @param seconds mean of the last 20 intervals or so
/// @param fastest the least it has been, growing by a 5,000th a reading; a faster pace it follows
///   by a hundredth, so that a burst lasts some hundred readings and then is normal
/// @param longest the longest interval lately, in seconds, fading by a 256th a reading
record Pace(float seconds, float fastest, float longest) {
  static final Pace NONE = new Pace(0, 0, 0);

  private static final double MEMORY = 0.05;

  /// Many more: three times as fast as ever, of which chance makes nothing even when the intervals
  /// are exponential, since a mean of 20 then deviates by a fifth.
  private static final double MANY = 3;

  private static final float FOLLOWED = 0.01f;
  private static final float GROWTH = 1.0002f;
  private static final float FADE = 255 / 256f;

  /// Readings before its paces are known.
  private static final int YOUNG = 100;

  /// A series whose longest interval is more than this many usual ones is not regular.
  private static final double IRREGULAR = 30;

  /// Silent after so many usual intervals, or so many longest ones.
  private static final double USUAL_TIMES = 3;

  private static final double LONGEST_TIMES = 1.5;

  Pace after(double interval, int readings) {
    if (!(interval >= 0)) {
      return this;
    }
    double weight = Math.max(1.0 / readings, MEMORY);
    float mean = (float) (seconds + weight * (interval - seconds));
    float least = readings < YOUNG ? mean : fastest(mean);
    return new Pace(mean, least, Math.max((float) interval, longest * FADE));
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

  /// Seconds without a reading that are longer than usual; 0 while that is not known.
  double silentAfter(double usual, int readings) {
    boolean regular = readings > YOUNG && usual > 0 && longest <= IRREGULAR * usual;
    return regular ? Math.max(USUAL_TIMES * usual, LONGEST_TIMES * longest) : 0;
  }
}
