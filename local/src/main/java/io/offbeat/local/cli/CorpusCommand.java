package io.offbeat.local.cli;

import io.offbeat.local.corpus.Detections;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `offbeat corpus`: what the detector is worth on labelled series.
@Command(
    name = "corpus",
    description = {
      "Runs the detector over labelled series and counts what it finds.",
      "DIR holds data/**.csv (columns timestamp and value) and windows.json:",
      "  {\"FILE.csv\": [[first timestamp, last timestamp], ...], ...}",
      "A detection is a row on which an episode starts, as `offbeat score` prints it; the first 15 %"
          + " of a series, at most 750 rows, are not scored; false detections at most 30 rows apart"
          + " are one."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class CorpusCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "The folder of the labelled series.")
  private Path directory = Path.of("");

  @Option(names = "--each", description = "Prints a line a series too.")
  private boolean each;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<Detections> all = new CorpusFiles(directory).detect();
    if (each) {
      CorpusReport.each(all, out);
    }
    CorpusReport.events(all, out);
    return ExitCode.OK;
  }
}
