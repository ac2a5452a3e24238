package io.offbeat.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.offbeat.lambda.TransientFailure;
import io.offbeat.local.stream.DeliveryFailure;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/// The command line `offbeat`.
///
/// Exit codes: 0 when all went well, 1 when the input or the work failed, 2 when the command was
/// used wrongly.
@Command(
    name = "offbeat",
    description = "Finds what is off in streams of readings, and tells an engineer.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "offbeat COMMAND --help tells more of a command."})
public final class Offbeat {
  private Offbeat() {}

  /// Runs the command line and ends the JVM with its exit code.
  public static void main(String[] args) {
    var out = new FileOutputStream(FileDescriptor.out);
    CommandLine commandLine = commandLine(System.in, Clock.systemUTC());
    commandLine.setOut(new PrintWriter(new OutputStreamWriter(out, UTF_8)));
    int exitCode = commandLine.execute(args);
    commandLine.getOut().flush();
    System.exit(exitCode);
  }

  /// The command line.
  ///
  /// @param in standard input
  /// @param clock the time of day
  public static CommandLine commandLine(InputStream in, Clock clock) {
    return commandLine(in, clock, IncidentsCommand.on(clock));
  }

  /// The command line with another deployment's incidents.
  static CommandLine commandLine(InputStream in, Clock clock, IncidentsCommand incidents) {
    return new CommandLine(new Offbeat())
        .addSubcommand(new DemoCommand(clock))
        .addSubcommand(new RunCommand(in, clock))
        .addSubcommand(SimulateCommand.with(clock))
        .addSubcommand(incidents)
        .addSubcommand(new ScoreCommand())
        .addSubcommand(new DecodeCommand(clock))
        .addSubcommand(new NabCommand())
        .addSubcommand(new CorpusCommand())
        .addSubcommand(RulesCommand.with(clock))
        .addSubcommand(StateCommand.with(clock))
        .addSubcommand(new RebuildCommand(in, clock))
        .addSubcommand(new RedriveCommand(clock))
        .addSubcommand(new AuditCommand(clock))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((failure, command, _) -> exitCode(failure, command));
  }

  /// Expected trouble is one line; a bug passes, and shows where it is.
  private static int exitCode(Exception failure, CommandLine command) throws Exception {
    if (failure instanceof OutputClosed) {
      return ExitCode.OK;
    }
    if (!isExpected(failure)) {
      throw failure;
    }
    command.getOut().flush();
    command.getErr().println("offbeat: " + failure.getMessage());
    return ExitCode.SOFTWARE;
  }

  private static boolean isExpected(Throwable failure) {
    return switch (failure) {
      case DeliveryFailure _ -> failure.getCause() == null || isExpected(failure.getCause());
      case InputFailure _, TransientFailure _, IOException _ -> true;
      default -> false;
    };
  }
}
