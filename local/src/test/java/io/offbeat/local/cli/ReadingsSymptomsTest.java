package io.offbeat.local.cli;

import static io.offbeat.local.cli.Laptop.START;
import static io.offbeat.local.cli.Laptop.lines;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The symptoms of docs/troubleshooting.md that are about readings on their way, each with the
/// command that tells why and the change that helps.
class ReadingsSymptomsTest {
  @TempDir private Path folder = Path.of("");
  private Laptop laptop = new Laptop(folder);

  @BeforeEach
  void in_a_folder_of_its_own() {
    laptop = new Laptop(folder);
  }

  @Test
  void late_rises() {
    assertThat(records(i -> "key-" + i)).containsPattern("[1-9]\\d* late");
    assertThat(records(_ -> "pump-7")).contains(" 0 late");
  }

  /// What is told of a device's readings in order, each under a partition key.
  private String records(IntFunction<String> key) {
    String[] readings = lines(40, Laptop::calm).split("\n", -1);
    String lines =
        IntStream.range(0, 40)
            .mapToObj(i ->
                "{\"partitionKey\":\"%s\",\"arrivedAt\":\"%s\",\"data\":\"%s\"}\n"
                    .formatted(
                        key.apply(i),
                        START.plus(Duration.ofMinutes(5L * i)),
                        Base64.getEncoder().encodeToString(readings[i].getBytes(UTF_8))))
            .collect(Collectors.joining());
    return laptop.run(lines, "--records").err();
  }

  @Test
  void clock_rises() {
    String lines = lines(40, Laptop::calm) + ahead();

    assertThat(laptop.run(lines).err()).contains("1 readings had a time that cannot be");
    assertThat(laptop.run(lines, "--rules", laptop.rule("\"clock\": \"arrival\"")).err())
        .contains("learned")
        .doesNotContain("had a time that cannot be");
  }

  private static String ahead() {
    return lines(1, Laptop::calm).replace("2026", "2036");
  }

  @Test
  void too_old_rises() {
    String old = lines(1, Laptop::calm);
    String data = folder.resolve("data").toString();

    assertThat(Ran.at(START.plus(15, ChronoUnit.DAYS), old, "run", "--data", data).err())
        .contains("1 too old");
    assertThat(Ran.at(START.plus(13, ChronoUnit.DAYS), old, "run", "--data", data).err())
        .contains("0 too old");
  }

  @Test
  void poison_rises() {
    laptop.run(lines(3, Laptop::calm) + "{\"device\":\"pump-7\",\"load\":\"high\"\n");

    Ran ran = Ran.offbeat("decode", folder.resolve("data/quarantine").toString());

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("poison: ");
  }

  @Test
  void numbers_with_a_comma_are_poison() {
    String lines = lines(1, Laptop::calm).replace("20.0", "\"20,5\"");

    assertThat(laptop.run(lines).err()).contains("1 poison");
    assertThat(laptop.run(lines, "--rules", laptop.rule("\"decimal\": \"comma\"")).err())
        .contains("1 learned", "0 poison");
  }

  @Test
  void a_sensor_s_no_reading_alarms() {
    String lines = lines(500, Laptop.but(450, -127, -127));

    assertThat(laptop.run(lines).out()).contains("pump-7 load -127, expected");
    assertThat(laptop.run(lines, "--rules", laptop.rule("\"sentinels\": [-127]")).out())
        .contains("[SENSOR] pump-7 load sent -127")
        .doesNotContain("expected");
  }

  @Test
  void a_reading_is_nowhere() {
    laptop.run(lines(3, Laptop::calm));

    String raw = folder.resolve("data/raw").toString();
    assertThat(Ran.offbeat("decode", raw, "--device", "pump-7").out().lines()).hasSize(3);
    Ran other = Ran.offbeat("decode", raw, "--device", "pump-8");
    assertThat(other.out()).isEmpty();
    assertThat(other.err()).contains("is of these names");
  }

  @Test
  void an_alert_s_command_prints_nothing() {
    String late = lines(1, Laptop::calm).replace("12:00:00Z", "11:59:59Z");
    String data = folder.resolve("data").toString();
    Ran.at(START.plusSeconds(1), late, "run", "--data", data);

    Path day = folder.resolve("data/raw/dt=2026-03-10");
    assertThat(day.resolve("hour=11")).doesNotExist();
    assertThat(Ran.offbeat("decode", day.resolve("hour=12").toString()).out())
        .contains("11:59:59Z");
  }

  @Test
  void a_value_counts_twice() {
    String line = lines(1, Laptop::calm);

    assertThat(laptop.run(line + line).err()).contains("1 learned, 0 late, 1 repeated");
    assertThat(laptop.run(line + line.replace("12:00:00Z", "12:00:01Z")).err())
        .contains("2 learned, 0 late, 0 repeated");
  }
}
