package io.offbeat.local.cli;

import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `offbeat simulate`: plays what is hard to wait for.
@Command(
    name = "simulate",
    description =
        "Plays a bad night on call, series of every shape, a storm of all that can go wrong, or a"
            + " long time of many readings.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND")
final class SimulateCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /// The command with its own commands.
  static CommandLine with(Clock clock) {
    return new CommandLine(new SimulateCommand())
        .addSubcommand(new SimulateNightCommand(clock))
        .addSubcommand(new SimulateShapesCommand())
        .addSubcommand(new SimulateStormCommand(clock))
        .addSubcommand(new SimulateSoakCommand(clock));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "simulate needs a command: night, shapes, storm or soak");
  }
}
