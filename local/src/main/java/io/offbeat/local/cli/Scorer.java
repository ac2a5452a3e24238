package io.offbeat.local.cli;

import io.offbeat.detection.Judgement;
import io.offbeat.detector.DetectCount;
import io.offbeat.detector.SeriesState;
import io.offbeat.detector.SeriesState.Effect;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.EpisodeEvent.Change;
import io.offbeat.model.Range;
import io.offbeat.model.Reading;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.rules.JudgingRules;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Scores the readings of one series with the state that the detector function keeps of it, so that
/// late and repeated readings fare as they do when deployed.
final class Scorer {
  /// The columns that [#score] fills.
  static final List<String> COLUMNS = List.of("score", "verdict", "kind", "low", "high", "episode");

  private static final int SCORE_DECIMALS = 5;
  private static final MathContext RANGE_DIGITS = new MathContext(7);

  private final SeriesKey series;
  private final SeriesState state;
  private @Nullable Judgement last;
  private boolean open;

  /// @param series whose readings they are
  /// @param rules how to judge it, reading by reading: no counter, no window
  Scorer(SeriesKey series, JudgingRules rules) {
    this.series = series;
    this.state = SeriesState.fresh(series);
    state.by(rules);
  }

  /// Whose readings they are.
  SeriesKey series() {
    return series;
  }

  /// Scores the next reading.
  List<String> score(Instant at, double value) {
    Effect effect = state.apply(new Reading(series, at, value, ""), at);
    if (effect.judgement() != null) {
      last = effect.judgement();
    }
    if (last == null) {
      throw new IllegalStateException("the first reading cannot be a repeat: " + at);
    }
    Range usual = last.usual();
    return List.of(
        score(last.score()),
        last.verdict().label(),
        last.kind() == null ? "" : last.kind().label(),
        usual == null ? "" : number(usual.low()),
        usual == null ? "" : number(usual.high()),
        episode(effect));
  }

  /// A late reading touches no episode.
  private String episode(Effect effect) {
    EpisodeEvent event = effect.events().isEmpty() ? null : effect.events().getLast();
    if (effect.outcome() != DetectCount.LEARNED) {
      return "";
    }
    if (event == null) {
      return open ? "ongoing" : "";
    }
    open = event.change() != Change.ENDED;
    return event.change() == Change.ESCALATED ? "ongoing" : event.change().label();
  }

  /// Cut, not rounded: what is below 0.5 or 1 must look so.
  private static String score(double score) {
    return BigDecimal.valueOf(score).setScale(SCORE_DECIMALS, RoundingMode.DOWN).toPlainString();
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value).round(RANGE_DIGITS).toPlainString();
  }
}
