package io.offbeat.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreCommandTest {
  private static final String HEADER = "timestamp,value,score,verdict,kind,low,high,episode";

  @TempDir private Path directory = Path.of("");

  @Test
  void each_row_is_judged_and_comes_back_as_it_came() throws IOException {
    List<String> rows = score(steadyWithASpike()).out().lines().toList();

    assertThat(rows).hasSize(1 + 500);
    assertThat(rows.getFirst()).isEqualTo(HEADER);
    assertThat(rows.get(1)).isEqualTo("2026-03-02T00:00:00Z,20.00,0.00000,warming-up,,,,");
    assertThat(rows.get(400))
        .matches("2026-03-03T09:15:00Z,2\\d\\.\\d0,0\\.\\d{5},normal,,[\\d.]+,[\\d.]+,");
    assertThat(rows.get(451))
        .matches(".*,90.00,0\\.[5-9]\\d{4},anomalous,[a-z-]+,[\\d.]+,[\\d.]+,started");
    assertThat(rows.stream().filter(row -> row.endsWith(",ended"))).hasSize(1);
  }

  @Test
  void all_ways_to_write_a_time_are_read() throws IOException {
    Ran ran =
        score(
            """
            timestamp,value
            2020-01-01 00:00:00,1
            2020-01-01T00:05:00Z,1
            2020-01-01T01:10:00+01:00,1
            1577837700,1
            1577838000000,1
            1577838300000000,1
            1577838600000000000,1
            1577838900.5,1
            """);

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out().lines().skip(1))
        .hasSize(8)
        .allMatch(row -> row.endsWith("warming-up,,,,"));
  }

  @Test
  void a_late_row_is_judged_but_touches_no_episode() throws IOException {
    String late = steadyWithASpike() + "2026-03-02T00:01:00Z,900\n";

    assertThat(score(late).out().lines().toList().getLast())
        .matches("2026-03-02T00:01:00Z,900,.*,anomalous,[a-z-]+,.*,");
  }

  @Test
  void a_repeated_row_is_judged_as_the_first_time() throws IOException {
    String once = steadyWithASpike();
    String last = once.lines().toList().getLast();
    List<String> rows = score(once + last + "\n").out().lines().toList();

    assertThat(rows.get(501)).isEqualTo(rows.get(500));
  }

  @Test
  void columns_are_chosen_by_name_and_extra_ones_are_ignored() throws IOException {
    Ran ran =
        score(
            """
            \uFEFFwhen, note,°C
            2020-01-01 00:00:00,"a, b",1
            """,
            "--time-column",
            "when",
            "--value-column",
            "°C");

    assertThat(ran.out()).endsWith("2020-01-01 00:00:00,1,0.00000,warming-up,,,,\n");
  }

  @Test
  void a_malformed_row_stops_with_file_line_column_and_what_was_expected() throws IOException {
    Ran ran = score("timestamp,value\n2020-01-01 00:00:00,1\n2020-01-01 00:05:00,abc\n");

    assertThat(ran.exitCode()).isOne();
    assertThat(ran.err())
        .contains("a.csv, line 3, column 2 (value): expected a number such as 20.4, found 'abc'");
    assertThat(ran.out().lines()).hasSize(2);
  }

  @Test
  void each_kind_of_malformed_row_is_named() throws IOException {
    assertThat(score("timestamp,value\nsoon,1\n").err())
        .contains("line 2, column 1 (timestamp): expected a time such as", "found 'soon'");
    assertThat(score("timestamp,value\n2020-01-01 00:00:00\n").err())
        .contains("line 2, column 2 (value): expected 2 columns or more, found '1'");
    assertThat(score("timestamp,value\n2020-01-01 00:00:00,NaN\n").err()).contains("found 'NaN'");
    assertThat(score("timestamp,value\n2020-01-01 00:00:00,\n").err()).contains("found ''");
    assertThat(score("timestamp,value\n2020-01-01 00:00:00,\"1\n").err()).contains("a.csv, line ");
  }

  @Test
  void malformed_rows_are_counted_when_they_may_be_skipped() throws IOException {
    Ran ran =
        score(
            """
            timestamp,value
            2020-01-01 00:00:00,1
            soon,1
            2020-01-01 00:05:00,abc
            2020-01-01 00:10:00,2
            """,
            "--skip-bad");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out().lines()).hasSize(3);
    assertThat(ran.err()).contains("2 malformed rows skipped");
  }

  @Test
  void a_missing_column_is_named_with_those_there_are() throws IOException {
    Ran ran = score("time,value\n");

    assertThat(ran.exitCode()).isOne();
    assertThat(ran.err()).contains("line 1: expected a column 'timestamp', found [time, value]");
  }

  @Test
  void rules_hold_for_the_file_s_name_and_its_value_column() throws IOException {
    String rules = rules("{'device': 'a', 'metric': 'value', 'direction': 'below'}");
    String others = rules("{'device': 'b', 'direction': 'below'}");

    assertThat(score(steadyWithASpike(), "--rules", rules).out()).doesNotContain("anomalous");
    assertThat(score(steadyWithASpike(), "--rules", others).out()).contains("anomalous");
  }

  @Test
  void what_is_not_judged_row_by_row_is_refused_with_the_way_out() throws IOException {
    Ran ran = score(steadyWithASpike(), "--rules", rules("{'device': '*', 'counter': true}"));

    assertThat(ran.exitCode()).isOne();
    assertThat(ran.err()).contains("a value is judged by its rate", "offbeat run --rules");
  }

  private String rules(String rule) throws IOException {
    String json = "{'rules': [%s]}".formatted(rule).replace('\'', '"');
    Path file = directory.resolve("%08x.rules.json".formatted(rule.hashCode()));
    return Files.writeString(file, json).toString();
  }

  private Ran score(String csv, String... options) throws IOException {
    Path file = directory.resolve("a.csv");
    Files.writeString(file, csv);
    String[] arguments = new String[2 + options.length];
    arguments[0] = "score";
    arguments[1] = file.toString();
    System.arraycopy(options, 0, arguments, 2, options.length);
    return Ran.offbeat(arguments);
  }

  private static String steadyWithASpike() {
    var csv = new StringBuilder("timestamp,value\n");
    Instant start = Instant.parse("2026-03-02T00:00:00Z");
    for (int i = 0; i < 500; i++) {
      String value = i == 450 ? "90.00" : "2%d.%d0".formatted(i % 2, i % 7);
      csv.append(start.plus(Duration.ofMinutes(5).multipliedBy(i)))
          .append(',')
          .append(value)
          .append('\n');
    }
    return csv.toString();
  }
}
