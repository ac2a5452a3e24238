package io.offbeat.model.rules;

import io.offbeat.model.Kind;
import io.offbeat.model.Range;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How the detector function judges a series.
///
/// @param enabled whether it is judged at all
/// @param sensitivity how readily it alerts: 1 is `medium`; the greater, the less it takes
/// @param direction on which side of its usual range it is anomalous
/// @param minDeviation how far from what is usual an anomalous reading lies at least
/// @param kinds the kinds that count; an anomaly of another kind is normal
/// @param season which rhythm it is expected to have
/// @param zone where its days and weeks begin
/// @param counter whether it counts up: what is judged is its rate a second
/// @param window the window whose aggregate is judged; null: each reading
/// @param silence when it is anomalous that it stopped
/// @param hardRange outside it a reading is anomalous at once, warm-up or not; null: nowhere. Only
///   with `"breach": "alert"`
public record JudgingRules(
    boolean enabled,
    double sensitivity,
    Direction direction,
    MinDeviation minDeviation,
    Set<Kind> kinds,
    Season season,
    ZoneId zone,
    boolean counter,
    @Nullable Window window,
    Silence silence,
    @Nullable Range hardRange) {
  /// The sensitivity called `low`.
  public static final double LOW = 0.7;

  /// The sensitivity called `medium`.
  public static final double MEDIUM = 1;

  /// The sensitivity called `high`.
  public static final double HIGH = 1.4;

  /// What holds for a series that no rule matches.
  public static final JudgingRules DEFAULT =
      new JudgingRules(
          true,
          MEDIUM,
          Direction.BOTH,
          MinDeviation.NONE,
          EnumSet.allOf(Kind.class),
          Season.AUTO,
          ZoneOffset.UTC,
          false,
          null,
          Silence.AUTO,
          null);

  public JudgingRules {
    kinds = Collections.unmodifiableSet(EnumSet.copyOf(kinds));
  }

  /// Whether an anomaly of a kind counts at all.
  public boolean counts(Kind kind) {
    return enabled && kinds.contains(kind);
  }
}
