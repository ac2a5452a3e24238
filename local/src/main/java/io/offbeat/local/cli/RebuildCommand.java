package io.offbeat.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.offbeat.detector.Device;
import io.offbeat.detector.DeviceCodec;
import io.offbeat.detector.DeviceStore;
import io.offbeat.local.replay.Audit;
import io.offbeat.local.replay.Rebuild;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
      "Tells what would change, and asks before it replaces a state that is there; its events that"
          + " wait are kept, and its silences. Nobody is told of the episodes it finds. Stop"
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

  @Option(names = "--dry-run", description = "Tells what would change, and saves nothing.")
  private boolean dryRun;

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
    there.forEach((name, old) -> Objects.requireNonNull(devices.get(name), name).replace(old));
    List<Device> other =
        devices.values().stream().filter(next -> !isSame(next, there.get(next.name()))).toList();
    tell(other, there, out);
    boolean replaces = other.stream().anyMatch(next -> there.containsKey(next.name()));
    if (dryRun || (replaces && !isAgreed(out))) {
      out.println("Nothing was saved");
      return dryRun ? ExitCode.OK : ExitCode.SOFTWARE;
    }
    int lost = 0;
    for (Device next : other) {
      Device old = there.get(next.name());
      lost += store.save(next.savedAs(old == null ? 0 : old.version())).isPresent() ? 0 : 1;
    }
    out.printf("Saved %,d, and %,d changed meanwhile%n", other.size() - lost, lost);
    return lost == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static boolean isSame(Device next, @Nullable Device old) {
    return old != null && Arrays.equals(DeviceCodec.encode(next), DeviceCodec.encode(old));
  }

  /// What saving them would change.
  private static void tell(List<Device> other, Map<String, Device> there, PrintWriter out) {
    for (Device next : other) {
      Device old = there.get(next.name());
      if (old != null) {
        List<String> differences = Audit.compare(next, old);
        out.println(
            differences.isEmpty()
                ? next.name() + ": the same positions and series, learned otherwise"
                : String.join("\n", differences));
      }
    }
    long replaced = other.stream().filter(next -> there.containsKey(next.name())).count();
    out.printf(
        "%,d states would be new, %,d replaced, %,d stay as they are%n",
        other.size() - replaced, replaced, there.size() - replaced);
  }

  private boolean isAgreed(PrintWriter out) {
    if (yes) {
      return true;
    }
    out.print("Replace them? [y/N] ");
    out.flush();
    var answers = new Scanner(in, UTF_8);
    return answers.hasNextLine()
        && List.of("y", "yes").contains(answers.nextLine().strip().toLowerCase(Locale.ROOT));
  }
}
