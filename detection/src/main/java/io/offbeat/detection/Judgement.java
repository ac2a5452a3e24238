package io.offbeat.detection;

import io.offbeat.model.Kind;
import io.offbeat.model.Range;
import org.jspecify.annotations.Nullable;

/// What a baseline says of one reading, and why.
///
/// @param score distance from normal, in [0, 1), 0.5 the threshold
/// @param verdict what that means
/// @param kind in what way the reading is anomalous; null unless it is
/// @param grade how anomalous, in (0, 1]; 0 unless it is
/// @param usual where healthy readings lie, before this one was learned; null during warm-up
/// @param alert the alert range, [Baseline#alertRange]; null unless this reading may start an
///   episode or make one worse: it is anomalous, and neither in the shadow of an earlier alarm nor
///   only as strong as that
/// @param why a plain sentence on what is odd; null unless it is anomalous
/// @param missing readings of warm-up still missing, this one among those that count; 0 after it
public record Judgement(
    double score,
    Verdict verdict,
    @Nullable Kind kind,
    double grade,
    @Nullable Range usual,
    @Nullable Range alert,
    @Nullable String why,
    int missing) {
  private static final double LEAST_GRADE = 0.01;

  public Judgement {
    if (!(score >= 0 && score < 1)) {
      throw new IllegalArgumentException("score must be in [0, 1): " + score);
    }
    boolean anomalous = verdict == Verdict.ANOMALOUS;
    if (anomalous != (kind != null) || anomalous != (why != null) || anomalous != (grade > 0)) {
      throw new IllegalArgumentException(
          "%s with kind %s, grade %s, why %s".formatted(verdict, kind, grade, why));
    }
  }

  static Judgement warmingUp(int missing) {
    return new Judgement(0, Verdict.WARMING_UP, null, 0, null, null, null, missing);
  }

  static Judgement normal(double score, Range usual) {
    return new Judgement(score, Verdict.NORMAL, null, 0, usual, null, null, 0);
  }

  /// The grade is by how much the score exceeds the threshold: 0 at 0.5, 1 at 1.
  static Judgement anomalous(
      double score, Kind kind, String why, Range usual, @Nullable Range alert) {
    double grade = Math.clamp(2 * score - 1, LEAST_GRADE, 1);
    return new Judgement(score, Verdict.ANOMALOUS, kind, grade, usual, alert, why, 0);
  }

  /// Whether it may start an episode or make one worse.
  public boolean alarm() {
    return alert != null;
  }
}
