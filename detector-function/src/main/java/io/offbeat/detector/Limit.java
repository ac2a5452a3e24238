package io.offbeat.detector;

import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.EpisodeEvent.Change;
import io.offbeat.model.Kind;
import io.offbeat.model.Range;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.Severity;
import java.time.Instant;
import java.util.List;

/// Episodes that are about a device or the fleet as such, and not about what a series measures.
final class Limit {
  /// Worth a look, and no more: what was there before goes on.
  private static final double SCORE = 0.6;

  private static final double GRADE = 0.5;

  private Limit() {}

  /// An event of such an episode.
  ///
  /// @param series what it is about
  /// @param start when it began
  /// @param at when this happened
  /// @param value how much there is
  /// @param allowed how much may be
  /// @param why what happened, cut where it is too long
  static EpisodeEvent event(
      Change change,
      SeriesKey series,
      Kind kind,
      Instant start,
      Instant at,
      double value,
      Range allowed,
      String why) {
    return new EpisodeEvent(
        change,
        series,
        "",
        kind,
        Severity.MEDIUM,
        start,
        at,
        value,
        value,
        SCORE,
        GRADE,
        allowed,
        allowed,
        shortened(why),
        false,
        false,
        List.of());
  }

  private static String shortened(String why) {
    return why.length() <= EpisodeEvent.MAX_WHY
        ? why
        : why.substring(0, EpisodeEvent.MAX_WHY - 1) + "…";
  }
}
