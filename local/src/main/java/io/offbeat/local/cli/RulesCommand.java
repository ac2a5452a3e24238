package io.offbeat.local.cli;

import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `offbeat rules`: looks after a rules file.
@Command(
    name = "rules",
    description = "Looks after a rules file.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND")
final class RulesCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /// The command with its own commands.
  static CommandLine with(Clock clock) {
    return new CommandLine(new RulesCommand())
        .addSubcommand(new RulesCheckCommand())
        .addSubcommand(new RulesTestCommand(clock));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "rules needs a command: check or test");
  }
}
