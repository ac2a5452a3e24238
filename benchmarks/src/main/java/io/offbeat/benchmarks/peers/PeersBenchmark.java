package io.offbeat.benchmarks.peers;

import io.offbeat.local.cli.CorpusFiles;
import io.offbeat.local.corpus.Detections;
import io.offbeat.local.corpus.EventFigures;
import io.offbeat.local.corpus.NabProfile;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// What Offbeat and its peers find in folders of labelled series, laid out as for `./offbeat
/// corpus`, each by one setting: a table a folder.
public final class PeersBenchmark {
  private PeersBenchmark() {}

  /// Prints a table for each folder.
  ///
  /// @param args the folders
  public static void main(String[] args) {
    for (String folder : args) {
      System.out.printf(
          "%-36s %8s %7s %7s %6s %9s %6s %6s %7s%n",
          folder, "standard", "low FP", "low FN", "found", "precision", "F1", "delay", "false");
      var files = new CorpusFiles(Path.of(folder));
      print("Offbeat", files.detect());
      for (Peer peer : Peer.values()) {
        print(peer.label(), files.detect(peer::watch));
      }
    }
  }

  private static void print(String label, List<Detections> all) {
    EventFigures figures = EventFigures.of(all);
    System.out.printf(
        Locale.ROOT,
        "%-36s %8.2f %7.2f %7.2f %6s %9.2f %6.2f %6.1f %7.2f%n",
        label,
        NabProfile.STANDARD.score(all),
        NabProfile.LOW_FP.score(all),
        NabProfile.LOW_FN.score(all),
        figures.found() + "/" + figures.windows(),
        figures.precision(),
        figures.f1(),
        figures.delay(),
        figures.falseAWeek());
  }
}
