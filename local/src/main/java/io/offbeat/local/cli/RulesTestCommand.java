package io.offbeat.local.cli;

import io.offbeat.model.rules.Rules;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `offbeat rules test`: golden cases for a rules file.
@Command(
    name = "test",
    description = {
      "Plays the cases that stand beside a rules file (x.cases.json beside x.rules.json) through"
          + " the whole pipeline: given these readings, expect these alerts or none.",
      "Exit code 0 when each case holds, 1 when one does not."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class RulesTestCommand implements Callable<Integer> {
  private static final int LARGEST = 10 << 20;

  private final Clock clock;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "A rules file.")
  private Path file = Path.of("");

  RulesTestCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    Rules rules = RulesOption.read(file, spec.commandLine());
    Path beside = beside(file);
    PrintWriter out = spec.commandLine().getOut();
    long failed = 0;
    List<RulesCase> cases = cases(beside);
    for (RulesCase one : cases) {
      List<String> differences = one.play(rules, clock);
      out.printf("%s  %s%n", differences.isEmpty() ? "ok    " : "FAILED", one.name());
      differences.forEach(difference -> out.println("        " + difference));
      failed += differences.isEmpty() ? 0 : 1;
    }
    out.printf("%d cases, %d failed%n", cases.size(), failed);
    return failed == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private List<RulesCase> cases(Path beside) throws IOException {
    if (!Files.exists(beside)) {
      throw new InputFailure("no cases beside %s: there is no %s".formatted(file, beside));
    }
    try (InputStream in = InputFiles.open(beside, spec.commandLine())) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new InputFailure("%s is larger than %,d bytes".formatted(beside, LARGEST));
      }
      return RulesCase.parse(beside.toString(), bytes);
    }
  }

  /// Where the cases of a rules file stand.
  static Path beside(Path file) {
    String name = String.valueOf(file.getFileName()).replaceFirst("(\\.rules)?\\.json$", "");
    return file.resolveSibling(name + ".cases.json");
  }
}
