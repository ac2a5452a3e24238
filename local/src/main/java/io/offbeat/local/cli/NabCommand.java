package io.offbeat.local.cli;

import io.offbeat.local.corpus.Detections;
import io.offbeat.local.corpus.NabProfile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `offbeat nab`: the detector's score in the Numenta Anomaly Benchmark.
@Command(
    name = "nab",
    description = {
      "Runs the detector over files of the Numenta Anomaly Benchmark and prints its score in each"
          + " profile: 0 for finding nothing, 100 for finding all at once and nothing else.",
      "DIR is laid out as for `offbeat corpus`, whose figures are printed too."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class NabCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "The folder of the benchmark's files.")
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
    out.printf(
        Locale.ROOT,
        "NAB             standard %.2f, low FP %.2f, low FN %.2f%n",
        NabProfile.STANDARD.score(all),
        NabProfile.LOW_FP.score(all),
        NabProfile.LOW_FN.score(all));
    CorpusReport.events(all, out);
    return ExitCode.OK;
  }
}
