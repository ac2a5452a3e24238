package io.offbeat.local.cli;

import io.offbeat.local.corpus.Detections;
import io.offbeat.local.corpus.EventFigures;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/// Prints what detections on labelled series are worth.
final class CorpusReport {
  private static final String ROW = "%-52s %9s %7s %7s %7s%n";

  private CorpusReport() {}

  /// A line a series.
  static void each(List<Detections> all, PrintWriter out) {
    out.printf(ROW, "Series", "anomalies", "found", "false", "weeks");
    for (Detections one : all) {
      EventFigures figures = EventFigures.of(List.of(one));
      out.printf(
          ROW,
          one.series().name(),
          figures.windows(),
          figures.found(),
          figures.falseEpisodes(),
          String.format(Locale.ROOT, "%.1f", figures.healthyWeeks()));
    }
    out.println();
  }

  /// The whole, counted as people count.
  static void events(List<Detections> all, PrintWriter out) {
    EventFigures figures = EventFigures.of(all);
    out.printf(
        Locale.ROOT,
        "Series          %d, %.1f weeks outside anomalies%n",
        all.size(),
        figures.healthyWeeks());
    out.printf(
        Locale.ROOT,
        "Anomalies       %d of %d found; recall %.2f, precision %.2f, F1 %.2f; median delay %.1f rows%n",
        figures.found(),
        figures.windows(),
        figures.recall(),
        figures.precision(),
        figures.f1(),
        figures.delay());
    out.printf(
        Locale.ROOT,
        "False episodes  %d; %.3f a series and week%n",
        figures.falseEpisodes(),
        figures.falseAWeek());
  }
}
