package io.offbeat.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.offbeat.detector.Device;
import io.offbeat.detector.DeviceStore;
import io.offbeat.local.replay.Rebuild;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Scanner;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `offbeat rebuild`: devices' states from the archive.
@Command(
    name = "rebuild",
    description = {
      "Makes the states of devices from the archive, and saves them in the table, if one is given.",
      "Asks before it replaces a state that is there. Nobody is told of the episodes it finds. Stop"
          + " the detector's event source mapping first, or use a new table: what is applied while"
          + " this runs is lost from a state that it replaces."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class RebuildCommand implements Callable<Integer> {
  private final InputStream in;
  private final Clock clock;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DEVICE",
      description = "The device; or --all.")
  private @Nullable String device;

  @Option(names = "--all", description = "Every device in the archive.")
  private boolean all;

  @Option(names = "--yes", description = "Replaces states without asking.")
  private boolean yes;

  @Mixin private Place place = new Place();
  @Mixin private RulesOption rules = new RulesOption();

  RebuildCommand(InputStream in, Clock clock) {
    this.in = in;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    if (all == (device != null)) {
      throw new ParameterException(spec.commandLine(), "rebuild needs a DEVICE or --all");
    }
    PrintWriter out = spec.commandLine().getOut();
    var rebuild =
        new Rebuild(
            place.objects(), rules.source(spec.commandLine()), name -> all || name.equals(device));
    Map<String, Device> devices = rebuild.run();
    out.printf(
        "Rebuilt %,d devices from %,d readings in %,d records%n",
        devices.size(), rebuild.readings(), rebuild.records());
    Optional<? extends DeviceStore> store = place.devices(clock);
    return store.isPresent() ? save(devices, store.get(), out) : ExitCode.OK;
  }

  private int save(Map<String, Device> devices, DeviceStore store, PrintWriter out) {
    Map<String, Device> there = store.load(devices.keySet());
    if (!there.isEmpty() && !isAgreed(there.size(), out)) {
      out.println("Nothing was saved");
      return ExitCode.SOFTWARE;
    }
    int lost = 0;
    for (Device rebuilt : devices.values()) {
      Device old = there.get(rebuilt.name());
      Device next = rebuilt.savedAs(old == null ? 0 : old.version());
      lost += store.save(next).isPresent() ? 0 : 1;
    }
    out.printf("Saved %,d, and %,d changed meanwhile%n", devices.size() - lost, lost);
    return lost == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private boolean isAgreed(int there, PrintWriter out) {
    if (yes) {
      return true;
    }
    out.printf("Replace the states of %,d devices? [y/N] ", there);
    out.flush();
    var answers = new Scanner(in, UTF_8);
    return answers.hasNextLine()
        && List.of("y", "yes").contains(answers.nextLine().strip().toLowerCase(Locale.ROOT));
  }
}
