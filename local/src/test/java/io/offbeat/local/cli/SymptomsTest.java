package io.offbeat.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The symptoms of docs/troubleshooting.md that a laptop can have, each with the command that tells
/// why and the change that helps.
class SymptomsTest {
  private static final Instant START = Instant.parse("2026-03-10T12:00:00Z");
  private static final int SPIKE = 450;

  @TempDir private Path folder = Path.of("");

  @Test
  void no_alert_at_all_and_readings_flow() throws IOException {
    assertThat(run(lines(20, i -> i == 19 ? 900 : calm(i))).err()).contains("0 opened");

    assertThat(offbeat("state", "show", "pump-7", "load").out()).contains("warming up");
  }

  @Test
  void an_anomaly_that_was_seen_was_not_told() throws IOException {
    Path rules = write("rules.json", rule("\"direction\": \"below\""));

    assertThat(run(lines(500, SymptomsTest::withSpikes), "--rules", rules.toString()).err())
        .contains("0 opened");

    assertThat(score("--rules", rules.toString()).out()).contains(",900.0,0.49999,normal,");
    assertThat(score().out()).contains(",started");
  }

  @Test
  void an_anomaly_that_was_seen_was_not_told_for_it_did_not_last() throws IOException {
    Path rules = write("rules.json", rule("\"for\": \"1h\""));
    String lines = lines(500, SymptomsTest::withSpikes);

    assertThat(run(lines, "--rules", rules.toString()).err()).contains("0 opened");
    assertThat(run(lines).err()).contains("1 opened");
  }

  @Test
  void a_rule_that_matches_nothing_is_told() throws IOException {
    Path rules = write("rules.json", rule("\"sensitivity\": \"low\"").replace("load", "laod"));

    assertThat(score("--rules", rules.toString()).err())
        .contains("no rule matches pump-7 load: judged by the defaults");
  }

  @Test
  void too_many_alerts_of_one_series() throws IOException {
    Path rules = write("rules.json", rule("\"sensitivity\": 0.5"));
    var random = new Random(4);
    var restless = new double[2000];
    for (int i = 0; i < restless.length; i++) {
      restless[i] = Math.exp(3 + random.nextGaussian());
    }
    long before = started(scored(2000, i -> restless[i]));

    assertThat(before).isPositive();
    assertThat(started(scored(2000, i -> restless[i], "--rules", rules.toString())))
        .isLessThan(before);
  }

  @Test
  void the_clock_of_a_device_is_wrong() throws IOException {
    String lines = lines(40, SymptomsTest::calm);

    assertThat(run(lines + lines.lines().findFirst().orElseThrow().replace("2026", "2036")).err())
        .contains("1 readings had a time that cannot be");
  }

  @Test
  void the_clock_of_a_device_is_wrong_and_its_readings_count_by_arrival() throws IOException {
    Path rules = write("rules.json", rule("\"clock\": \"arrival\""));
    String lines = lines(40, SymptomsTest::calm);
    String ahead = lines.lines().findFirst().orElseThrow().replace("2026", "2036");

    assertThat(run(lines + ahead, "--rules", rules.toString()).err())
        .contains("learned")
        .doesNotContain("had a time that cannot be");
  }

  @Test
  void poison_rises() throws IOException {
    run(lines(3, SymptomsTest::calm) + "{\"device\":\"pump-7\",\"load\":\"high\"\n");

    Ran ran = Ran.offbeat("decode", folder.resolve("data/quarantine").toString());

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("poison: ");
  }

  @Test
  void a_reading_is_nowhere() throws IOException {
    run(lines(3, SymptomsTest::calm));

    Path raw = folder.resolve("data/raw");
    assertThat(Ran.offbeat("decode", raw.toString(), "--device", "pump-7").out().lines())
        .hasSize(3);
    assertThat(Ran.offbeat("decode", raw.toString(), "--device", "pump-8").out()).isEmpty();
  }

  @Test
  void a_value_counts_twice() throws IOException {
    String line = lines(1, SymptomsTest::calm);

    assertThat(run(line + line).err()).contains("1 learned, 0 late, 1 repeated");
    assertThat(run(line + line.replace("12:00:00Z", "12:00:01Z")).err())
        .contains("2 learned, 0 late, 0 repeated");
  }

  private static double calm(int i) {
    return 20 + i % 7 * 0.1;
  }

  private static double withSpikes(int i) {
    return i == SPIKE || i == SPIKE + 1 ? 900 : calm(i);
  }

  private static String rule(String option) {
    return "{\"rules\": [{\"metric\": \"load\", %s}]}".formatted(option);
  }

  private static String lines(int count, IntToDoubleFunction values) {
    var lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append(
          """
          {"device":"pump-7","metric":"load","at":"%s","value":%s}
          """
              .formatted(START.plusSeconds(300L * i), values.applyAsDouble(i)));
    }
    return lines.toString();
  }

  private Ran run(String lines, String... options) throws IOException {
    String[] command = {"run", "--file", write("in.json", lines).toString()};
    return offbeat(concat(command, options));
  }

  private Ran offbeat(String... command) {
    return Ran.offbeat(concat(command, "--data", folder.resolve("data").toString()));
  }

  private Ran score(String... options) throws IOException {
    return scored(500, SymptomsTest::withSpikes, options);
  }

  private Ran scored(int count, IntToDoubleFunction values, String... options) throws IOException {
    var rows = new StringBuilder("timestamp,load\n");
    for (int i = 0; i < count; i++) {
      rows.append(START.plusSeconds(300L * i))
          .append(',')
          .append(values.applyAsDouble(i))
          .append('\n');
    }
    String[] command = {"score", write("pump-7.csv", rows.toString()).toString()};
    return Ran.offbeat(concat(concat(command, "--value-column", "load"), options));
  }

  private static long started(Ran scored) {
    return scored.out().lines().filter(line -> line.endsWith(",started")).count();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String[] concat(String[] some, String... more) {
    return Stream.of(some, more).flatMap(Arrays::stream).toArray(String[]::new);
  }
}
