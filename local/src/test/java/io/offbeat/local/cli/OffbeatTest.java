package io.offbeat.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offbeat.lambda.TransientFailure;
import io.offbeat.local.stream.DeliveryFailure;
import io.offbeat.local.stream.LambdaFunction.Result.Failed;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class OffbeatTest {
  @TempDir private Path directory = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"demo", "run", "score"})
  void every_command_has_help(String command) {
    Ran ran = Ran.offbeat(command, "--help");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).startsWith("Usage: offbeat " + command);
  }

  @Test
  void help_names_the_commands() {
    assertThat(Ran.offbeat("--help").out()).contains("demo", "run", "score");
  }

  @Test
  void the_version_is_the_one_that_was_built() {
    assertThat(Ran.offbeat("--version").out()).matches("offbeat \\d+\\.\\d+\\.\\d+\\S*\\s+");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "xyzzy", "demo --days 1", "demo --devices x", "score", "run --file absent"})
  void a_wrong_use_exits_with_2_and_says_why(String arguments) {
    Ran ran = Ran.offbeat(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1));

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).isNotBlank().contains("Usage: offbeat");
  }

  @Test
  void a_directory_in_place_of_a_file_exits_with_1() {
    Ran ran = Ran.offbeat("score", directory.toString());

    assertThat(ran.exitCode()).isOne();
    assertThat(ran.err()).contains("offbeat: " + directory + " is a directory, not a file");
  }

  @Test
  void what_a_function_cannot_take_is_one_line_unless_it_is_a_bug() throws Exception {
    var err = new StringWriter();
    CommandLine commandLine =
        Offbeat.commandLine(InputStream.nullInputStream(), Clock.fixed(Ran.NOW, ZoneOffset.UTC));
    commandLine.setErr(new PrintWriter(err));
    var handler = commandLine.getExecutionExceptionHandler();
    var trouble = new DeliveryFailure("3 failed", Failed.with(new TransientFailure("disk full")));
    var bug = new DeliveryFailure("3 failed", Failed.with(new IllegalStateException("a bug")));

    assertThat(handler.handleExecutionException(trouble, commandLine, null)).isOne();
    assertThat(err.toString()).hasLineCount(1).contains("3 failed").contains("disk full");
    assertThatThrownBy(
            () -> handler.handleExecutionException(bug.because("more"), commandLine, null))
        .hasStackTraceContaining("Caused by: java.lang.IllegalStateException: a bug");
  }

  @Test
  void an_output_that_nobody_reads_ends_quietly() throws IOException {
    Path csv = Files.writeString(directory.resolve("a.csv"), "timestamp,value\n1,2\n");

    assertEndsQuietly("score", csv.toString());
    assertEndsQuietly("demo", "--devices", "1", "--days", "2");
  }

  private static void assertEndsQuietly(String... arguments) {
    var err = new StringWriter();
    CommandLine commandLine =
        Offbeat.commandLine(InputStream.nullInputStream(), Clock.fixed(Ran.NOW, ZoneOffset.UTC));
    commandLine.setOut(new PrintWriter(new Closed()));
    commandLine.setErr(new PrintWriter(err));

    assertThat(commandLine.execute(arguments)).isZero();
    assertThat(err.toString()).isEmpty();
  }

  private static final class Closed extends Writer {
    @Override
    public void write(char[] text, int from, int length) throws IOException {
      throw new IOException("Broken pipe");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
