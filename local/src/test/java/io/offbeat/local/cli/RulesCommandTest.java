package io.offbeat.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesCommandTest {
  private static final String HOUSE = "../docs/examples/house.rules.json";

  @TempDir private Path directory = Path.of("");

  @Test
  void check_tells_every_mistake_with_its_place_and_what_was_meant() throws IOException {
    Path file =
        write(
            "x.rules.json",
            """
            {"rules": [
              {"device": "*", "sensitivty": "low"},
              {"device": "*", "season": "dayly"}
            ]}
            """);

    Ran ran = Ran.offbeat("rules", "check", file.toString());

    assertThat(ran.exitCode()).isOne();
    assertThat(ran.err())
        .contains(file + ":2:19: unknown key \"sensitivty\"; did you mean \"sensitivity\"?")
        .contains(file + ":3:29: season must be one of")
        .contains("did you mean \"daily\"?");
  }

  @Test
  void check_tells_which_rule_never_holds() throws IOException {
    Path file =
        write("x.rules.json", "{\"rules\": [{\"device\": \"a*\"},\n{\"device\": \"ab*\"}]}");

    Ran ran = Ran.offbeat("rules", "check", file.toString());

    assertThat(ran.exitCode()).isOne();
    assertThat(ran.out()).contains(file + ":2 ab* * never holds: the rule in line 1");
  }

  @Test
  void check_against_readings_tells_which_rule_holds_for_which_series() throws IOException {
    Path readings =
        write(
            "readings.ndjson",
            """
            {"device":"fridge-1","metric":"temperature","value":4}
            {"device":"door","metric":"open","value":1}
            {"service":"shop","time":"2026-03-10T00:00:00Z","took_ms":12}
            """);

    Ran ran = Ran.offbeat("rules", "check", HOUSE, "--against", readings.toString());

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out())
        .containsPattern("fridge-1 temperature: .*house.rules.json:\\d+ fridge-\\* temperature")
        .contains("door open: no rule")
        .containsPattern("shop latency: .*house.rules.json:\\d+ \\* latency")
        .containsPattern("house.rules.json:\\d+ meter energy holds for no series seen");
  }

  @Test
  void the_house_passes_its_cases() {
    Ran ran = Ran.offbeat("rules", "test", HOUSE);

    assertThat(ran.out()).contains(", 0 failed").doesNotContain("FAILED");
    assertThat(ran.exitCode()).isZero();
  }

  @Test
  void a_case_that_does_not_hold_is_told_with_what_came_instead() throws IOException {
    Path file = write("x.rules.json", "{}");
    write(
        "x.cases.json",
        """
        {"cases": [{
          "name": "calm", "start": "2026-03-10T00:00:00Z", "every": 60,
          "record": "{\\"device\\":\\"d\\",\\"metric\\":\\"m\\",\\"at\\":\\"{at}\\",\\"value\\":{value}}",
          "runs": [{"times": 100, "values": [1, 2, 3]}],
          "expect": ["d"]
        }]}
        """);

    Ran ran = Ran.offbeat("rules", "test", file.toString());

    assertThat(ran.exitCode()).isOne();
    assertThat(ran.out())
        .contains("FAILED  calm", "expected an alert with \"d\": there is none", "1 failed");
  }

  @Test
  void without_cases_there_is_nothing_to_test() throws IOException {
    Ran ran = Ran.offbeat("rules", "test", write("x.rules.json", "{}").toString());

    assertThat(ran.exitCode()).isOne();
    assertThat(ran.err()).contains("x.cases.json");
  }

  @Test
  void run_applies_rules() throws IOException {
    Path rules = write("x.rules.json", "{\"rules\": [{\"device\": \"*\", \"sentinels\": [-127]}]}");
    String reading = "{\"device\":\"d\",\"metric\":\"m\",\"value\":-127}\n";

    Ran ran =
        Ran.given(
            reading,
            "run",
            "--rules",
            rules.toString(),
            "--data",
            directory.resolve("data").toString());

    assertThat(ran.exitCode()).isZero();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }
}
