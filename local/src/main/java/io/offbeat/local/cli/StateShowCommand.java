package io.offbeat.local.cli;

import io.offbeat.detector.Device;
import io.offbeat.local.replay.Rebuild;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `offbeat state show`: a device's state in words.
@Command(
    name = "show",
    description = {
      "Says in words what is known of a device and of its series.",
      "Reads the table, if one is given; else it makes the state from the archive.",
      "Ranges and silence are those by the rules in force: give them with --rules."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class StateShowCommand implements Callable<Integer> {
  private final Clock clock;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "DEVICE", description = "The device.")
  private String device = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "METRIC",
      description = "One of its metrics (default: all).")
  private @Nullable String metric;

  @Mixin private Place place = new Place();
  @Mixin private RulesOption rules = new RulesOption();

  StateShowCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    Device shown =
        load().orElseThrow(() -> new InputFailure("nothing is known of device " + device));
    shown.by(rules.rules(spec.commandLine()));
    var text = new StateText(spec.commandLine().getOut());
    text.print(shown);
    var summaries =
        shown.summaries().stream()
            .filter(summary -> metric == null || summary.series().metric().equals(metric))
            .toList();
    if (metric != null && summaries.isEmpty()) {
      throw new InputFailure("device %s has no metric %s".formatted(device, metric));
    }
    summaries.forEach(text::print);
    return ExitCode.OK;
  }

  private Optional<Device> load() {
    var store = place.devices(clock);
    if (store.isPresent()) {
      return Optional.ofNullable(store.get().load(List.of(device)).get(device));
    }
    var source = rules.source(spec.commandLine());
    return Optional.ofNullable(
        new Rebuild(place.objects(), source, device::equals).run().get(device));
  }
}
