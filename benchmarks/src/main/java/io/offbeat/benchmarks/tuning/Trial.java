package io.offbeat.benchmarks.tuning;

import io.offbeat.local.corpus.Detections;
import io.offbeat.local.corpus.EventFigures;
import io.offbeat.local.corpus.NabProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/// What a setting found, and what that is worth in each fold: the categories of the benchmark by
/// its standard score, sixths of the cloud's series by a hundred times F1.
///
/// @param setting the setting
/// @param benchmark what it found in the benchmark's files
/// @param cloud what it found in the cloud's
/// @param folds what each fold is worth, the benchmark's first
record Trial(
    Setting setting, List<Detections> benchmark, List<Detections> cloud, List<Double> folds) {
  private static final int CLOUD_FOLDS = 6;
  private static final double PERCENT = 100;
  private static final double MOST_FALSE = 0.3;
  private static final double MOST_FALSE_IN_CLOUD = 0.4;

  static Trial of(Setting setting, List<Detections> benchmark, List<Detections> cloud) {
    var folds = new ArrayList<Double>();
    var categories = new TreeMap<String, List<Detections>>();
    for (Detections one : benchmark) {
      categories.computeIfAbsent(category(one), _ -> new ArrayList<>()).add(one);
    }
    categories.values().forEach(fold -> folds.add(NabProfile.STANDARD.score(fold)));
    for (int sixth = 0; sixth < CLOUD_FOLDS; sixth++) {
      var fold = new ArrayList<Detections>();
      for (int i = sixth; i < cloud.size(); i += CLOUD_FOLDS) {
        fold.add(cloud.get(i));
      }
      folds.add(PERCENT * EventFigures.of(fold).f1());
    }
    return new Trial(setting, benchmark, cloud, List.copyOf(folds));
  }

  /// Made-up series are one category, those without an anomaly among them.
  private static String category(Detections one) {
    String folder = one.series().name().replaceFirst("/.*", "");
    return folder.replaceFirst("(No|With)Anomaly$", "");
  }

  /// The mean over all folds but one.
  ///
  /// @param held the fold that does not count; none where there is no such fold
  double without(int held) {
    double sum = 0;
    int count = 0;
    for (int fold = 0; fold < folds.size(); fold++) {
      sum += fold == held ? 0 : folds.get(fold);
      count += fold == held ? 0 : 1;
    }
    return sum / count;
  }

  /// Whether it cries wolf no more than is allowed: 0.3 false episodes a series and week in the
  /// benchmark, 0.4 in the cloud.
  boolean isQuiet() {
    return EventFigures.of(benchmark).falseAWeek() <= MOST_FALSE
        && EventFigures.of(cloud).falseAWeek() <= MOST_FALSE_IN_CLOUD;
  }

  /// A line of the log.
  @Override
  public String toString() {
    EventFigures found = EventFigures.of(benchmark);
    EventFigures clouds = EventFigures.of(cloud);
    return String.format(
        Locale.ROOT,
        "%6.2f  standard %6.2f, false %5.3f; F1 %4.2f, false %5.3f  %s",
        without(-1),
        NabProfile.STANDARD.score(benchmark),
        found.falseAWeek(),
        clouds.f1(),
        clouds.falseAWeek(),
        setting);
  }
}
