package io.offbeat.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
  private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

  @TempDir private Path data = Path.of("");

  @Test
  void readings_of_the_past_are_judged_as_if_live_and_a_spike_is_told() throws IOException {
    Path file = Files.writeString(data.resolve("in.json"), steadyWithASpike());
    Ran ran = Ran.offbeat("run", "--file", file.toString(), "--data", data.toString());

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("pump-7 temperature").contains("    ");
    assertThat(ran.err())
        .contains("500, of which 500 are records with 500 readings")
        .contains("500 learned, 0 late, 0 repeated, 0 too old, 0 poison")
        .contains("1 opened")
        .contains("balanced: ");
  }

  @Test
  void by_the_wall_clock_history_is_too_old_to_judge() throws IOException {
    Path file = Files.writeString(data.resolve("in.json"), steadyWithASpike());
    Ran ran =
        Ran.offbeat("run", "--file", file.toString(), "--clock", "wall", "--data", data.toString());

    assertThat(ran.err()).contains("0 learned, 0 late, 0 repeated, 500 too old");
  }

  @Test
  void bad_lines_are_kept_with_their_reason_and_stop_nothing() throws IOException {
    Ran ran =
        Ran.given(
            """
            no json at all

            {"device":"pump-7","metric":"t","value":"high"}
            {"device":"pump-7","metric":"t","value":20}
            """,
            "run",
            "--data",
            data.toString());

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.err())
        .contains("1 learned")
        .contains("2 poison")
        .contains("2 records with poison, each with its reasons, in " + data.resolve("quarantine"));
    assertThat(files("quarantine")).isNotEmpty();
    assertThat(files("raw")).isNotEmpty();
  }

  @Test
  void the_command_in_an_alert_prints_the_reading_that_it_tells_of() throws IOException {
    Path file = Files.writeString(data.resolve("in.json"), steadyWithASpike());
    String kept = data.resolve("my data").toString();

    Ran ran = Ran.offbeat("run", "--file", file.toString(), "--data", kept);

    Matcher command =
        Pattern.compile("\\./offbeat decode '(.*)' --device (.*) --metric (.*)").matcher(ran.out());
    assertThat(command.find()).isTrue();
    assertThat(command.group(1)).isEqualTo(kept + "/raw/dt=2026-03-12/hour=01");
    assertThat(
            Ran.offbeat(
                    "decode",
                    command.group(1),
                    "--device",
                    command.group(2),
                    "--metric",
                    command.group(3))
                .out()
                .lines())
        .hasSize(12)
        .anyMatch(line -> line.contains("90.0"));
  }

  @Test
  void a_second_run_adds_to_the_archive_and_replaces_nothing() throws IOException {
    String line = "{\"device\":\"pump-7\",\"metric\":\"t\",\"value\":20}\n";
    Ran.at(NOON, line, "run", "--data", data.toString());
    Ran.at(NOON.plusNanos(1_000), line, "run", "--data", data.toString());

    assertThat(files("raw")).hasSize(2);
  }

  @Test
  void lines_may_be_kinesis_records() {
    String reading = "{\"device\":\"pump-7\",\"metric\":\"t\",\"value\":20}";
    String base64 = Base64.getEncoder().encodeToString(reading.getBytes(UTF_8));
    Ran ran =
        Ran.given(
            """
            {"partitionKey":"pump-7","arrivedAt":"2026-03-10T12:00:00Z","data":"%s"}
            {"partitionKey":"pump-7","data":"%s"}
            """
                .formatted(base64, base64),
            "run",
            "--records",
            "--data",
            data.toString());

    assertThat(ran.err()).contains("2, of which 2 are records with 2 readings", "2 learned");
    assertThat(data.resolve("raw/dt=2026-03-10/hour=12")).isDirectory();
  }

  @Test
  void lines_that_are_no_records_are_kept_with_number_and_reason() throws IOException {
    Ran ran =
        Ran.given(
            """
            {"partitionKey":"pump-7","data":"*"}
            {"partitionKey":"","data":""}
            {"data":""}
            {"partitionKey":"k","arrivedAt":"soon","data":""}
            nonsense
            """,
            "run",
            "--records",
            "--data",
            data.toString());

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.err()).contains("5 lines, kept in").contains("the first is line 1, data is not");
    assertThat(files("quarantine/lines")).hasSize(5);
    assertThat(files("quarantine/lines").getFirst())
        .content()
        .contains("\"line\":1", "\"reason\":\"data is not base64");
  }

  @Test
  void a_device_whose_clock_is_ahead_moves_no_one_elses_time() throws IOException {
    Path file =
        Files.writeString(
            data.resolve("in.json"),
            """
            {"device":"a","metric":"t","at":"2026-03-10T12:00:00Z","value":20}
            {"device":"b","metric":"t","at":"2030-01-01T00:00:00Z","value":20}
            {"device":"a","metric":"t","at":"2026-03-10T12:01:00Z","value":21}
            """);
    Ran ran = Ran.offbeat("run", "--file", file.toString(), "--data", data.toString());

    assertThat(ran.err()).contains("3 learned", "1 readings had a time that cannot be");
  }

  @Test
  void an_archive_that_cannot_be_written_is_one_line_and_exit_1() throws IOException {
    Path file = Files.writeString(data.resolve("taken"), "");
    Ran ran = Ran.given("nonsense\n", "run", "--records", "--data", file.toString());

    assertThat(ran.exitCode()).isOne();
    assertThat(ran.err()).contains("offbeat: keep " + file);
  }

  private List<Path> files(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(data.resolve(folder))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static String steadyWithASpike() {
    var lines = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      lines.append(
          """
          {"device":"pump-7","metric":"temperature","at":"%s","value":%s}
          """
              .formatted(NOON.plus(Duration.ofMinutes(5L * i)), i == 450 ? 90 : 20 + i % 7 * 0.1));
    }
    return lines.toString();
  }
}
