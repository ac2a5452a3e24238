package io.offbeat.detection;

import io.offbeat.model.Kind;
import io.offbeat.model.Range;
import org.jspecify.annotations.Nullable;

/// What a baseline says of one reading, and why.
///
/// @param score distance from normal, in [0, 1), 0.5 the threshold
/// @param verdict what that means
/// @param kind in what way the reading is anomalous; null unless it is
/// @param usual where healthy readings lie, before this one was learned; null during warm-up
/// @param alarm whether this reading may start an episode or make one worse: anomalous, and neither
///   in the shadow of an earlier alarm nor only as strong as that
public record Judgement(
    double score, Verdict verdict, @Nullable Kind kind, @Nullable Range usual, boolean alarm) {
  public Judgement {
    if (!(score >= 0 && score < 1)) {
      throw new IllegalArgumentException("score must be in [0, 1): " + score);
    }
    if ((verdict == Verdict.ANOMALOUS) != (kind != null)) {
      throw new IllegalArgumentException("%s with kind %s".formatted(verdict, kind));
    }
  }
}
