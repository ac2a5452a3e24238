package io.offbeat.checks.docs;

import io.offbeat.checks.Repository;
import io.offbeat.local.cli.Offbeat;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import picocli.CommandLine;

/// The reference's section on tuning: its figures come from `offbeat score` on the example.
final class Tuning {
  private static final Path SERIES = Repository.path("docs/examples/press-4.csv");
  private static final CSVFormat SCORED =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

  /// What may be tried, the last one as in `docs/examples/press.rules.json`.
  private static final List<String> OPTIONS =
      List.of(
          "", "\"sensitivity\": \"low\"", "\"minDeviation\": 25", "\"kinds\": {\"spike\": false}");

  private Tuning() {}

  /// The section.
  static String section() {
    return """

    ## From a noisy series to a rule

    Take the series from the archive; of a bucket, first `aws s3 sync s3://BUCKET/raw/dt=2026-03-06 raw` for each day:

    ```sh
    ./offbeat decode offbeat-data/raw --device press-4 --metric vibration --csv > press-4.csv
    ```

    [Such a file](examples/press-4.csv) has nine days of a press, and one fault: from 2026-03-10 02:30 on it
    shakes by 14 more. Let it be scored, and look at what starts an episode:

    ```sh
    ./offbeat score docs/examples/press-4.csv | grep started
    ```

    Each such row has the value, its score, the kind, and the usual range. They say which option helps:

    | what the rows have in common | what to try |
    |---|---|
    | scores not far above 0.5 | a `sensitivity` below (1 - score) / score of the highest of them |
    | values that are near enough to the middle of the usual range | `minDeviation`: more than their distance from it |
    | one side of the usual range | `direction`: the other side |
    | a kind that does not matter | `kinds`: without it |
    | an hour or a day of the week | `zone`, `season` |
    | episodes that are soon over: few rows until `ended` | `for` |

    Then the same with the rule, and so on until what is left is worth a call:

    ```sh
    ./offbeat rules check docs/examples/press.rules.json
    ./offbeat score docs/examples/press-4.csv --rules docs/examples/press.rules.json | grep started
    ```

    | rule for `press-*` | episodes | with kind, value and score |
    |---|---|---|
    %s
    The single blows are further out than the fault, so neither a lower sensitivity nor a deviation tells them from
    it. The kind does, since the fault stays.
    """
        .formatted(OPTIONS.stream().map(Tuning::row).collect(Collectors.joining()));
  }

  private static String row(String option) {
    List<CSVRecord> started =
        score(option).stream().filter(row -> row.get("episode").equals("started")).toList();
    return "| %s | %d | %s |\n"
        .formatted(
            option.isEmpty() ? "none" : "`" + option + "`",
            started.size(),
            started.stream()
                .map(row ->
                    "%s %s (%.4s)".formatted(row.get("kind"), row.get("value"), row.get("score")))
                .collect(Collectors.joining(", ")));
  }

  /// The rows that `offbeat score` makes of the example.
  ///
  /// @param option of the rule that holds for it; empty for none
  static List<CSVRecord> score(String option) {
    try {
      Path rules = Files.createTempFile("press", ".rules.json");
      Files.writeString(rules, rules(option));
      var out = new StringWriter();
      CommandLine offbeat =
          Offbeat.commandLine(
              InputStream.nullInputStream(), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
      offbeat.setOut(new PrintWriter(out));
      offbeat.execute("score", SERIES.toString(), "--rules", rules.toString());
      Files.delete(rules);
      try (CSVParser rows = SCORED.parse(new StringReader(out.toString()))) {
        return rows.getRecords();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot score " + SERIES, e);
    }
  }

  /// A rules file with one option for the presses.
  static String rules(String option) {
    return "{\"rules\": [{\"device\": \"press-*\", \"metric\": \"vibration\"%s}]}\n"
        .formatted(option.isEmpty() ? "" : ", " + option);
  }
}
