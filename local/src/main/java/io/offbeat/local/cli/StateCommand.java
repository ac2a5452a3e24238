package io.offbeat.local.cli;

import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `offbeat state`: looks into what is stored of a device.
@Command(
    name = "state",
    description = "Looks into what is stored of a device.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND")
final class StateCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /// The command with its own command.
  static CommandLine with(Clock clock) {
    return new CommandLine(new StateCommand()).addSubcommand(new StateShowCommand(clock));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "state needs a command: show");
  }
}
