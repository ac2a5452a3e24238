package io.offbeat.checks.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.checks.Repository;
import io.offbeat.local.cli.Offbeat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/// Runs the commands that the pages show, with a file for each that the reader has.
class CommandsTest {
  private static final Instant NOW = Instant.parse("2026-11-25T17:00:00Z");
  private static final String LINE =
      """
      {"device":"pump-7","metric":"temperature","at":"2026-11-25T17:00:00Z","value":20.4,"unit":"Cel"}
      """;

  /// What runs here, by its first words.
  private static final Pattern HERE =
      Pattern.compile("(decode|score|run|rules check|rules test)( .*)?");

  /// What does not run here, by its first word, and why.
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "incidents", "needs a deployment: IncidentsCommandTest runs it on tables in memory",
          "demo", "takes long: DemoCommandTest runs it",
          "test", "is the build that runs this test",
          "deploy", "needs an AWS account or its emulator: DeployIT deploys there");

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void the_files_that_the_reader_has() throws IOException {
    Files.writeString(folder.resolve("readings.ndjson"), LINE);
    Files.writeString(
        folder.resolve("readings.csv"), "timestamp,value\n2026-11-25T17:00:00Z,20.4\n");
    execute("run --file readings.ndjson");
  }

  @ParameterizedTest
  @MethodSource("here")
  void a_command_of_a_page_runs(String command) {
    assertThat(execute(command)).isEmpty();
  }

  @Test
  void every_command_of_a_page_runs_here_or_says_why_not() {
    assertThat(commands())
        .isNotEmpty()
        .allMatch(command ->
            HERE.matcher(command).matches()
                || ELSEWHERE.containsKey(command.replaceFirst(" .*", "")));
  }

  @Test
  void a_command_that_fails_is_found() {
    assertThat(execute("score nowhere.csv")).contains("nowhere.csv");
  }

  static Stream<String> here() {
    return commands().stream().filter(command -> HERE.matcher(command).matches());
  }

  private static List<String> commands() {
    return Page.all().stream().flatMap(page -> page.commands().stream()).distinct().toList();
  }

  /// What went wrong: nothing, or the exit code and what stood on stderr.
  private String execute(String command) {
    var words = new ArrayList<String>();
    for (String word : List.of(command.split(" +"))) {
      words.add(path(word, command));
    }
    if (command.startsWith("run")) {
      words.addAll(List.of("--data", folder.resolve("offbeat-data").toString()));
    }
    var err = new StringWriter();
    CommandLine offbeat =
        Offbeat.commandLine(
            new ByteArrayInputStream(LINE.getBytes(UTF_8)), Clock.fixed(NOW, ZoneOffset.UTC));
    offbeat.setOut(new PrintWriter(new StringWriter()));
    offbeat.setErr(new PrintWriter(err));
    int exitCode = offbeat.execute(words.toArray(String[]::new));
    return exitCode == 0 ? "" : "exit code %d: %s".formatted(exitCode, err);
  }

  private String path(String word, String command) {
    if (word.equals("FILE")) {
      return command.startsWith("rules")
          ? Repository.path("docs/examples/house.rules.json").toString()
          : folder.resolve("readings.ndjson").toString();
    }
    if (word.startsWith("docs/")) {
      return Repository.path(word).toString();
    }
    if (word.startsWith("offbeat-data/raw") || word.contains("raw/dt=")) {
      return folder.resolve("offbeat-data/raw").toString();
    }
    return word.endsWith(".csv") || word.endsWith(".ndjson")
        ? folder.resolve(word).toString()
        : word;
  }
}
