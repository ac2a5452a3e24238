package io.offbeat.local.cli;

import io.offbeat.lambda.RulesSource;
import io.offbeat.model.rules.Rules;
import io.offbeat.model.rules.RulesException;
import io.offbeat.model.rules.RulesException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// The option `--rules`.
final class RulesOption {
  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "Applies the rules in FILE; docs/rules.md tells what it may hold.")
  private @Nullable Path file;

  /// The rules; none without the option.
  ///
  /// @throws InputFailure when the file holds none, with all that is wrong
  Rules rules(CommandLine command) {
    return file == null ? Rules.none() : read(file, command);
  }

  /// The same, for a pipeline.
  RulesSource source(CommandLine command) {
    Rules rules = rules(command);
    return () -> rules;
  }

  /// The rules that a file holds.
  static Rules read(Path file, CommandLine command) {
    try (InputStream in = InputFiles.open(file, command)) {
      return Rules.parse(in.readNBytes(Rules.MAX_BYTES + 1));
    } catch (RulesException e) {
      throw new InputFailure(told(file, e.problems()), e);
    } catch (IOException e) {
      throw InputFiles.failure(file, e);
    }
  }

  private static String told(Path file, List<Problem> problems) {
    return String.join(
        "\n",
        problems.stream()
            .map(p -> "%s:%d:%d: %s".formatted(file, p.line(), p.column(), p.text()))
            .toList());
  }
}
