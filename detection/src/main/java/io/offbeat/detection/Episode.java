package io.offbeat.detection;

import io.offbeat.model.Kind;
import io.offbeat.model.Range;
import io.offbeat.model.Severity;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Neighbouring anomalous readings of one series, and the rule that starts, escalates and ends
/// them.
///
/// It starts on a reading whose judgement raises the alarm, goes on while readings are anomalous or
/// fewer than [#HOLD] healthy ones have followed, normal and inside the usual range, and ends on
/// the last of these. It has the kind of its first reading: an anomalous one of another kind
/// belongs to it all the same.
///
/// @param kind in what way it is anomalous
/// @param start event time of its first reading
/// @param peak the value furthest from normal so far
/// @param score score of the peak, in [0, 1), 0.5 the threshold
/// @param usual where healthy readings lay when it started
/// @param alert the range outside which a reading was anomalous when it started
/// @param why what is odd about its first reading, in a sentence
/// @param quiet how many healthy readings have followed the last anomalous one
public record Episode(
    Kind kind,
    Instant start,
    double peak,
    double score,
    Range usual,
    Range alert,
    String why,
    int quiet) {

  /// How many healthy readings end an episode. Five are more than a flapping signal leaves between
  /// its peaks, and at the usual cadences no more than some minutes late.
  public static final int HOLD = 5;

  private static final double MEDIUM_SCORE = 0.6;
  private static final double HIGH_SCORE = 0.7;
  private static final double CRITICAL_SCORE = 0.8;

  /// What one reading did to a series' episode.
  public sealed interface Step {
    /// The episode that is open from here on; null when none is.
    @Nullable Episode open();

    /// No episode was open, and none is.
    record None() implements Step {
      @Override
      public @Nullable Episode open() {
        return null;
      }
    }

    /// The reading is the first of an episode.
    ///
    /// @param open the episode
    record Started(Episode open) implements Step {}

    /// The reading belongs to an episode, anomalous or not.
    ///
    /// @param open the episode with it
    record Ongoing(Episode open) implements Step {}

    /// The reading made an episode worse: its severity is higher.
    ///
    /// @param open the episode with it
    record Escalated(Episode open) implements Step {}

    /// The reading is the last of an episode.
    ///
    /// @param ended the episode
    record Ended(Episode ended) implements Step {
      @Override
      public @Nullable Episode open() {
        return null;
      }
    }
  }

  /// What a reading does to the episode that is open.
  ///
  /// @param open the open episode, null when none is
  public static Step next(@Nullable Episode open, Judgement judgement, Instant at, double value) {
    if (open != null) {
      return open.next(judgement, value);
    }
    Kind kind = judgement.kind();
    Range usual = judgement.usual();
    Range alert = judgement.alert();
    String why = judgement.why();
    if (kind == null || usual == null || alert == null || why == null) {
      return new Step.None();
    }
    return new Step.Started(new Episode(kind, at, value, judgement.score(), usual, alert, why, 0));
  }

  private Step next(Judgement judgement, double value) {
    if (judgement.verdict() != Verdict.ANOMALOUS) {
      boolean healthy = judgement.usual() == null || judgement.usual().contains(value);
      var quieter =
          new Episode(kind, start, peak, score, usual, alert, why, quiet + (healthy ? 1 : 0));
      return quieter.quiet < HOLD ? new Step.Ongoing(quieter) : new Step.Ended(quieter);
    }
    boolean higher = judgement.score() > score;
    var longer =
        new Episode(
            kind,
            start,
            higher ? value : peak,
            higher ? judgement.score() : score,
            usual,
            alert,
            why,
            0);
    boolean worse = longer.severity().compareTo(severity()) > 0;
    return worse ? new Step.Escalated(longer) : new Step.Ongoing(longer);
  }

  /// How anomalous its peak is, in (0, 1].
  public double grade() {
    return Math.clamp(2 * score - 1, 0.01, 1);
  }

  /// How bad it is so far, from the score of its peak.
  public Severity severity() {
    if (score >= CRITICAL_SCORE) {
      return Severity.CRITICAL;
    }
    if (score >= HIGH_SCORE) {
      return Severity.HIGH;
    }
    return score >= MEDIUM_SCORE ? Severity.MEDIUM : Severity.LOW;
  }

  /// Writes the episode.
  public void encode(DataOutput out) throws IOException {
    out.writeUTF(kind.name());
    out.writeLong(start.getEpochSecond());
    out.writeInt(start.getNano());
    out.writeDouble(peak);
    out.writeDouble(score);
    out.writeDouble(usual.low());
    out.writeDouble(usual.high());
    out.writeDouble(alert.low());
    out.writeDouble(alert.high());
    out.writeUTF(why);
    out.writeByte(quiet);
  }

  /// Reads an episode that [#encode] wrote.
  public static Episode decode(DataInput in) throws IOException {
    return new Episode(
        Kind.valueOf(in.readUTF()),
        Instant.ofEpochSecond(in.readLong(), in.readInt()),
        in.readDouble(),
        in.readDouble(),
        new Range(in.readDouble(), in.readDouble()),
        new Range(in.readDouble(), in.readDouble()),
        in.readUTF(),
        in.readUnsignedByte());
  }
}
