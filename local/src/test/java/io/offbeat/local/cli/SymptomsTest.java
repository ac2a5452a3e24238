package io.offbeat.local.cli;

import static io.offbeat.local.cli.Laptop.CADENCE;
import static io.offbeat.local.cli.Laptop.START;
import static io.offbeat.local.cli.Laptop.but;
import static io.offbeat.local.cli.Laptop.lines;
import static io.offbeat.local.cli.Laptop.started;
import static io.offbeat.local.cli.Laptop.together;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The symptoms of docs/troubleshooting.md that are about alerts, each with the command that tells
/// why and the change that helps. [SymptomsPageTest] holds the page and these together.
class SymptomsTest {
  private static final int FAULT = 450;
  private static final int READINGS_A_DAY = 288;

  @TempDir private Path folder = Path.of("");
  private Laptop laptop = new Laptop(folder);

  @BeforeEach
  void in_a_folder_of_its_own() {
    laptop = new Laptop(folder);
  }

  @Test
  void no_alert_at_all_and_readings_flow() {
    assertThat(laptop.run(lines(20, but(19, 900))).err()).contains("0 opened");

    assertThat(laptop.offbeat("state", "show", "pump-7", "load").out()).contains("warming up");
  }

  @Test
  void no_alert_from_a_file_of_the_past() {
    String lines = lines(500, but(FAULT, 900, 900));
    String data = folder.resolve("data").toString();

    assertThat(Ran.given(lines, "run", "--data", data).err()).contains("0 opened");
    assertThat(laptop.run(lines).err()).contains("1 opened");
  }

  @Test
  void an_anomaly_that_you_saw_was_not_told() {
    String rules = laptop.rule("\"direction\": \"below\"");

    assertThat(laptop.run(lines(500, but(FAULT, 900, 900)), "--rules", rules).err())
        .contains("0 opened");
    assertThat(laptop.score(500, but(FAULT, 900, 900), "--rules", rules).out())
        .contains(",900.0,0.49999,normal,");
    assertThat(laptop.score(500, but(FAULT, 900, 900)).out()).contains(",started");
  }

  @Test
  void an_anomaly_that_you_saw_was_not_told_for_it_did_not_last() {
    String rules = laptop.rule("\"for\": \"1h\"");
    String lines = lines(500, but(FAULT, 900, 900));

    assertThat(laptop.run(lines, "--rules", rules).err()).contains("0 opened");
    assertThat(laptop.run(lines).err()).contains("1 opened");
  }

  @Test
  void an_anomaly_that_you_saw_was_not_told_for_it_was_muted() {
    String rules =
        laptop.write(
            "rules.json",
            "{\"mutes\": [{\"from\": \"%s\", \"to\": \"%s\", \"author\": \"a\", \"reason\": \"b\"}]}"
                .formatted(START, START.plus(Duration.ofDays(9))));

    assertThat(laptop.run(lines(500, but(FAULT, 900, 900)), "--rules", rules).err())
        .contains("0 opened");
  }

  @Test
  void a_single_reading_far_out_was_told_late_or_not_at_all() {
    IntToDoubleFunction noisy = noisyBut(28);
    String floor = laptop.rule("\"severity\": {\"floor\": \"high\"}");

    assertThat(laptop.score(500, noisy).out()).containsPattern("28.0,0.6.*,spike,.*,started");
    assertThat(laptop.run(lines(500, noisy)).err()).contains("0 opened");
    assertThat(laptop.run(lines(500, noisy), "--rules", floor).err()).contains("0 opened");
    assertThat(laptop.run(lines(500, noisyBut(28, 28)), "--rules", floor).out())
        .contains("[HIGH] pump-7 load 28, ");

    String limit = laptop.rule("\"hardRange\": [0, 25], \"breach\": \"alert\"");
    assertThat(laptop.run(lines(500, noisy), "--rules", limit).out())
        .contains("[CRITICAL] pump-7 load 28, ");
  }

  @Test
  void a_value_outside_its_hardrange_made_no_alert() {
    String lines = lines(500, but(FAULT, 900));
    String violation = laptop.rule("\"hardRange\": [0, 100]");

    assertThat(laptop.run(lines, "--rules", violation).err()).contains("1 poison", "0 opened");

    String alert = laptop.rule("\"hardRange\": [0, 100], \"breach\": \"alert\"");
    assertThat(laptop.run(lines, "--rules", alert).err()).contains("0 poison", "1 opened");
  }

  @Test
  void too_many_alerts_of_one_series() {
    var random = new Random(4);
    double[] restless =
        IntStream.range(0, 2000).mapToDouble(i -> Math.exp(3 + random.nextGaussian())).toArray();
    long before = started(laptop.score(2000, i -> restless[i]));

    assertThat(before).isPositive();
    assertThat(
            started(
                laptop.score(
                    2000, i -> restless[i], "--rules", laptop.rule("\"sensitivity\": 0.5"))))
        .isLessThan(before);
  }

  @Test
  void alerts_when_the_clocks_change() {
    var berlin = ZoneId.of("Europe/Berlin");
    var random = new Random(5);
    double[] days =
        IntStream.range(0, 25 * READINGS_A_DAY)
            .mapToDouble(i -> {
              int hour = START.plus(CADENCE.multipliedBy(i)).atZone(berlin).getHour();
              return (hour >= 6 && hour < 22 ? 80 : 20) + random.nextGaussian();
            })
            .toArray();
    long unaware = started(laptop.score(days.length, i -> days[i]));

    assertThat(
            started(
                laptop.score(
                    days.length,
                    i -> days[i],
                    "--rules",
                    laptop.rule("\"zone\": \"Europe/Berlin\""))))
        .isLessThan(unaware);
  }

  @Test
  void a_rule_changes_nothing() {
    String rules =
        laptop.write("rules.json", "{\"rules\": [{\"metric\": \"laod\", \"sensitivity\": 0.5}]}");
    String lines = laptop.write("lines.json", lines(1, Laptop::calm));

    assertThat(laptop.score(500, but(FAULT, 900), "--rules", rules).err())
        .contains("no rule matches pump-7 load: judged by the defaults");
    assertThat(Ran.offbeat("rules", "check", rules, "--against", lines).out())
        .contains("pump-7 load: ", "holds for no series seen");
  }

  @Test
  void one_alert_a_device_all_at_once() {
    String lines =
        together(
            lines("line-1", "load", 500, but(FAULT, 900, 900)),
            lines("line-2", "load", 500, but(FAULT, 900, 900)),
            lines("line-3", "load", 500, but(FAULT, 900, 900)));
    String rules =
        laptop.write("rules.json", "{\"groups\": [{\"device\": \"line-*\", \"name\": \"hall\"}]}");

    assertThat(laptop.run(lines).err()).contains("3 opened");
    assertThat(laptop.run(lines, "--rules", rules).err()).contains("1 opened");
  }

  @Test
  void the_same_alert_again_and_again() {
    IntToDoubleFunction again = i -> i >= FAULT && i % 60 == 0 ? 900 : Laptop.calm(i);
    String limit = "\"hardRange\": [0, 100], \"breach\": \"alert\"";

    assertThat(laptop.run(lines(600, again), "--rules", laptop.rule(limit)).err())
        .contains("2 opened");
    assertThat(
            laptop
                .run(lines(600, again), "--rules", laptop.rule(limit + ", \"for\": \"1h\""))
                .err())
        .contains("0 opened");
  }

  @Test
  void it_says_resolved_and_the_fault_is_still_there() {
    var shifted = new double[300];
    Arrays.fill(shifted, 40);

    assertThat(laptop.run(lines(750, but(FAULT, shifted))).out())
        .contains("[RESOLVED] pump-7 load", "counts as normal now");
  }

  @Test
  void a_digest_instead_of_alerts() {
    String[] devices =
        IntStream.range(0, 30)
            .mapToObj(i -> lines("pump-" + i, "metric-" + i, 500, but(FAULT, 900, 900)))
            .toArray(String[]::new);

    assertThat(laptop.run(together(devices)).out()).contains("DIGEST] ");
  }

  @Test
  void silence_was_not_told() {
    var random = new Random(6);
    var stops = new StringBuilder();
    for (int i = 0, second = 0; i < 100; i++, second += 1 + gap(random)) {
      stops.append(Laptop.line("pump-7", "load", START.plusSeconds(second), Laptop.calm(i)));
    }
    String goesOn =
        IntStream.range(0, 20_000)
            .mapToObj(i -> Laptop.line("fan-1", "speed", START.plusSeconds(5L * i), i % 7))
            .collect(Collectors.joining());
    String lines = together(stops.toString(), goesOn);

    assertThat(laptop.run(lines).out()).doesNotContain("silent");
    assertThat(laptop.offbeat("state", "show", "pump-7", "load").out()).contains("not watched");
    assertThat(laptop.run(lines, "--rules", laptop.rule("\"silence\": \"1h\"")).out())
        .contains("] pump-7 load silent");
  }

  /// Seconds that are as often a few as an hour.
  private static int gap(Random random) {
    return (int) Math.exp(8 * random.nextDouble());
  }

  /// Evenly between 18 and 22, but for the fault.
  private static IntToDoubleFunction noisyBut(double... values) {
    IntToDoubleFunction fault = but(FAULT, values);
    return i ->
        i >= FAULT && i < FAULT + values.length
            ? fault.applyAsDouble(i)
            : 18 + 4.0 * (i * 7919 % 1009) / 1009;
  }
}
