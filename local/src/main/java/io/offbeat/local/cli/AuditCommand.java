package io.offbeat.local.cli;

import io.offbeat.detector.Device;
import io.offbeat.detector.DeviceStore;
import io.offbeat.local.replay.Audit;
import io.offbeat.local.replay.Rebuild;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `offbeat audit`: whether the archive and the states agree.
@Command(
    name = "audit",
    description = {
      "Compares the archive with the table of devices while nothing is on its way: whether every"
          + " reading that was accepted is applied, and no other.",
      "Exits with 1 when they differ."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class AuditCommand implements Callable<Integer> {
  private final Clock clock;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private Place place = new Place();
  @Mixin private RulesOption rules = new RulesOption();

  AuditCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    DeviceStore store =
        place
            .devices(clock)
            .orElseThrow(() -> new ParameterException(spec.commandLine(), "audit needs a --table"));
    PrintWriter out = spec.commandLine().getOut();
    var rebuild = new Rebuild(place.objects(), rules.source(spec.commandLine()), _ -> true);
    Map<String, Device> archived = rebuild.run();
    List<String> differences = Audit.compare(archived, store.load(archived.keySet()));
    differences.forEach(out::println);
    out.printf(
        "%,d devices, %,d readings: %s%n",
        archived.size(),
        rebuild.readings(),
        differences.isEmpty() ? "archive and states agree" : differences.size() + " differences");
    return differences.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
