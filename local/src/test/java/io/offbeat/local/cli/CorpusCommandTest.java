package io.offbeat.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

class CorpusCommandTest {
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

  @TempDir private Path directory = Path.of("");

  @BeforeEach
  void a_series_with_a_spike_and_one_without() throws IOException {
    Files.createDirectories(directory.resolve("data/pump"));
    series("pump/spike.csv", 900);
    series("pump/steady.csv", -1);
    Files.writeString(
        directory.resolve("windows.json"),
        """
        {"pump/spike.csv": [["2026-03-05 02:00:00.000000", "2026-03-05 04:00:00.000000"]],
         "pump/steady.csv": []}
        """);
  }

  @Test
  void what_is_found_is_counted() {
    Ran ran = Ran.offbeat("corpus", directory.toString());

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out())
        .contains("Series          2,")
        .contains("1 of 1 found; recall 1.00, precision 1.00, F1 1.00; median delay 12.0 rows")
        .contains("False episodes  0; 0.000 a series and week");
  }

  @Test
  void each_series_has_a_line_where_asked_for() {
    Ran ran = Ran.offbeat("corpus", "--each", directory.toString());

    assertThat(ran.out())
        .containsPattern("pump/spike.csv +1 +1 +0 +0\\.4")
        .containsPattern("pump/steady.csv +0 +0 +0 +0\\.4");
  }

  @Test
  void the_benchmarks_score_stands_above_the_same_figures() {
    Ran ran = Ran.offbeat("nab", directory.toString());

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out())
        .containsPattern("NAB +standard 9\\d\\.\\d\\d, low FP 9\\d\\.\\d\\d, low FN 9\\d\\.\\d\\d")
        .contains("1 of 1 found");
  }

  @Test
  void times_may_be_seconds_since_1970() throws IOException {
    Files.writeString(
        directory.resolve("windows.json"),
        "{\"pump/spike.csv\": [[%d.0, %d.0]]}"
            .formatted(
                START.plusSeconds(266_400).getEpochSecond(),
                START.plusSeconds(277_200).getEpochSecond()));

    assertThat(Ran.offbeat("corpus", directory.toString()).out()).contains("1 of 1 found");
  }

  @Test
  void a_folder_that_is_no_corpus_is_told_what_is_missing() throws IOException {
    assertThat(failure("corpus", directory.resolve("data")))
        .contains("is no corpus: expected data/ and windows.json in it");

    Files.writeString(directory.resolve("windows.json"), "{\"gone.csv\": []}");
    assertThat(failure("nab", directory)).contains("gone.csv cannot be read");

    Files.writeString(directory.resolve("windows.json"), "{\"pump/spike.csv\": [[\"noon\", 1]]}");
    assertThat(failure("nab", directory)).contains("expected a window's time").contains("noon");

    Files.writeString(directory.resolve("windows.json"), "{\"pump/");
    assertThat(failure("nab", directory)).contains("windows.json:");

    Files.writeString(directory.resolve("windows.json"), "[]");
    assertThat(failure("nab", directory)).contains("names no file");
  }

  private static String failure(String command, Path folder) {
    Ran ran = Ran.offbeat(command, folder.toString());
    assertThat(ran.exitCode()).isEqualTo(ExitCode.SOFTWARE);
    return ran.err();
  }

  private void series(String name, int spike) throws IOException {
    var rows = new StringBuilder("timestamp,value\n");
    for (int row = 0; row < 1_000; row++) {
      double value = row == spike ? 90 : 20 + row * 7 % 10 / 10.0;
      rows.append(START.plus(Duration.ofMinutes(5).multipliedBy(row)))
          .append(',')
          .append(value)
          .append('\n');
    }
    Files.writeString(directory.resolve("data").resolve(name), rows);
  }
}
