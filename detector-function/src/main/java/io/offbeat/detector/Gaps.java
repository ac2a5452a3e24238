package io.offbeat.detector;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// How long a series usually stays away, and so when it has gone silent.
///
/// What counts is the longest usual gap between two arrivals, not the mean: a device that uploads a
/// day's readings in three records has many short gaps and one of a day, and is as regular as one
/// that reports each minute. A series is regular once its longest gap has nearly come back
/// [#REGULAR] times; before, nothing is known of its silence. An outage lengthens the usual gap by
/// half at most, and a gap that has long not come back is halved, so a series that reports more
/// often than it used to is soon known again.
///
/// @param longest the longest usual gap, in seconds; 0 before the first
/// @param near how often in a row it has nearly come back, at most [#REGULAR]
/// @param since seconds since it last did
record Gaps(float longest, int near, float since) {
  static final Gaps NONE = new Gaps(0, 0, 0);

  /// How often a gap must come back before its absence means something.
  static final int REGULAR = 10;

  /// At least this share of the longest gap is nearly the longest gap.
  private static final float NEARLY = 0.5f;

  /// What the longest gap keeps when a shorter one comes that is nearly as long.
  private static final float KEPT = 0.9f;

  /// An outage counts as a gap this many times the longest, and a longer one is silence.
  private static final float MOST = 1.5f;

  /// After so many longest gaps without one it is no longer usual.
  private static final float FORGOTTEN = 16;

  /// Added to every limit: sweeps come each minute, and batches take their seconds.
  private static final Duration GRACE = Duration.ofMinutes(1);

  private static final double MILLIS = 1000;

  /// What is known after another gap.
  ///
  /// @param gap time since the last arrival; none when both came together
  Gaps after(Duration gap) {
    float seconds = (float) (gap.toMillis() / MILLIS);
    if (!(seconds > 0)) {
      return this;
    }
    if (seconds > longest) {
      return near < REGULAR
          ? new Gaps(seconds, seconds > MOST * longest ? 0 : near + 1, 0)
          : new Gaps(Math.min(seconds, MOST * longest), near, 0);
    }
    if (seconds >= NEARLY * longest) {
      float shorter = KEPT * longest + (1 - KEPT) * seconds;
      return new Gaps(shorter, Math.min(near + 1, REGULAR), 0);
    }
    return since + seconds > FORGOTTEN * longest
        ? new Gaps(NEARLY * longest, 0, 0)
        : new Gaps(longest, near, since + seconds);
  }

  /// After how long without an arrival the series is silent; empty while it is not regular.
  Optional<Duration> silentAfter() {
    return near < REGULAR
        ? Optional.empty()
        : Optional.of(Duration.ofMillis((long) (MOST * longest * MILLIS)).plus(GRACE));
  }

  void encode(DataOutput out) throws IOException {
    out.writeFloat(longest);
    out.writeByte(near);
    out.writeFloat(since);
  }

  static Gaps decode(DataInput in) throws IOException {
    return new Gaps(in.readFloat(), in.readUnsignedByte(), in.readFloat());
  }
}
