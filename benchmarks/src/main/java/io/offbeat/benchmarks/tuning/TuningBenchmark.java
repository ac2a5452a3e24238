package io.offbeat.benchmarks.tuning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Tries settings of the detector's constants on two folders of labelled series, and tells what the
/// best of them is worth where it was not chosen: for each fold the setting that is best on all
/// others, of those that are quiet enough, is scored on that fold alone. A constant should move
/// only when this does.
///
/// Run at the root of the repository; `benchmarks/tuning.log` is what it printed.
public final class TuningBenchmark {
  private static final int DRAWN = 27;
  private static final long SEED = 1;

  private TuningBenchmark() {}

  /// Prints a line a setting, and what is held out.
  ///
  /// @param args the benchmark's folder, laid out as for `./offbeat nab`, and the cloud's, as for
  ///   `./offbeat corpus`
  /// @throws IOException when the detector's sources are not below the current folder
  public static void main(String[] args) throws IOException {
    Path benchmark = Path.of(args[0]);
    Path cloud = Path.of(args[1]);
    Path folder = Files.createTempDirectory("tuning");
    var trials = new ArrayList<Trial>();
    for (Setting setting : Setting.search(DRAWN, SEED)) {
      Path own = Files.createDirectory(folder.resolve(Integer.toString(trials.size())));
      TunedDetector detector = TunedDetector.compile(setting, own);
      trials.add(Trial.of(setting, detector.detect(benchmark), detector.detect(cloud)));
      System.out.println(trials.getLast());
    }
    printHeldOut(trials);
  }

  private static void printHeldOut(List<Trial> trials) {
    Trial asItIs = trials.getFirst();
    List<Trial> quiet = trials.stream().filter(Trial::isQuiet).toList();
    int folds = asItIs.folds().size();
    double chosen = 0;
    System.out.println("fold: as it is, chosen on the others");
    for (int fold = 0; fold < folds; fold++) {
      int held = fold;
      Trial best =
          quiet.stream().max(Comparator.comparingDouble(t -> t.without(held))).orElseThrow();
      chosen += best.folds().get(fold) / folds;
      System.out.printf(
          Locale.ROOT,
          "%d: %.2f, %.2f  %s%n",
          fold,
          asItIs.folds().get(fold),
          best.folds().get(fold),
          best.setting());
    }
    System.out.printf(
        Locale.ROOT,
        "mean: as it is %.2f, chosen on the others %.2f%n",
        asItIs.without(-1),
        chosen);
  }
}
