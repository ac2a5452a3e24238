package io.offbeat.detector;

import io.offbeat.lambda.Tally;
import io.offbeat.lambda.Tally.Equation;
import java.util.List;

/// What the detector counts: what became of each reading, and what it took. Only what was saved
/// counts; a fold that was thrown away counts nothing.
///
/// `readings = learned + late + repeat + replay + refused + heartbeat + remark + feedback +
/// unmatched + left`
public enum DetectCount {
  /// Readings in the batch's blocks.
  READINGS,
  /// New to the series, and learned.
  LEARNED,
  /// Older than the newest of the series: scored, never learned.
  LATE,
  /// The newest of the series once more: same instant, same value.
  REPEAT,
  /// Already applied, by its source position.
  REPLAY,
  /// Of a series beyond those that a device may have.
  REFUSED,
  /// Of a reserved device: shows how far the pipeline is, and is never judged.
  HEARTBEAT,
  /// What the gate had to remark on a device.
  REMARK,
  /// What a person said of a reading, and the baseline has taken in.
  FEEDBACK,
  /// What a person said of a reading of which nothing is known any more.
  UNMATCHED,
  /// Of a device that could not be saved: the batch comes again for them.
  LEFT,
  /// Episode events that the saved readings made.
  EVENTS,
  /// Episode events that the topic took, some perhaps once more.
  PUBLISHED,
  /// Saves of a device.
  SAVES,
  /// Loads of a device.
  LOADS,
  /// Devices that an earlier batch left, and so need no load.
  WARM,
  /// Saves that were lost to a faster one.
  CONFLICTS,
  /// Records of heartbeats that a sweep put on their way.
  BEATS,
  /// Paths of the pipeline, each a shard and a bucket, through which a sweep has not yet seen a
  /// heartbeat come: while there are any, there is no watermark, and nothing is silent.
  UNSEEN;

  private static final Equation<DetectCount> OUTCOMES =
      new Equation<>(
          READINGS,
          List.of(
              LEARNED, LATE, REPEAT, REPLAY, REFUSED, HEARTBEAT, REMARK, FEEDBACK, UNMATCHED,
              LEFT));

  /// A tally at zero.
  public static Tally<DetectCount> tally() {
    return new Tally<>(DetectCount.class, List.of(OUTCOMES));
  }
}
