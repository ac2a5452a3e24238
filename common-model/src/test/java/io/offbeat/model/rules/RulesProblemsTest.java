package io.offbeat.model.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import io.offbeat.model.rules.RulesException.Problem;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesProblemsTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void every_problem_is_told_with_its_place_and_what_was_meant() {
    List<Problem> problems =
        problems(
            """
            {
              "rules": [
                {"device": "fridge-*", "sensitivty": "low"},
                {"device": "*", "direction": "abov",
                 "season": "daily", "zone": "Europe/Berln"}
              ],
              "rule": []
            }
            """);

    assertThat(problems)
        .extracting(Problem::toString)
        .containsExactly(
            "line 3, column 28: unknown key \"sensitivty\"; did you mean \"sensitivity\"?",
            "line 4, column 34: direction must be one of both, above, below, not \"abov\"; did you"
                + " mean \"above\"?",
            "line 5, column 33: zone must be a time zone such as Europe/Berlin or UTC, not"
                + " \"Europe/Berln\"; did you mean \"Europe/Berlin\"?",
            "line 7, column 3: unknown key \"rule\"; did you mean \"rules\"?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "hardRange | [8, 2]",
        "hardRange | [1]",
        "hardRange | ['a', 2]",
        "breach | 'alert'",
        "sentinels | ['x']",
        "unit | ''",
        "clock | 'wall'",
        "lateness | '15d'",
        "decimal | ','",
        "enabled | 'no'",
        "sensitivity | 0",
        "sensitivity | 'mid'",
        "minDeviation | -1",
        "minDeviation | '5'",
        "kinds | ['spikes']",
        "kinds | 5",
        "season | 'yearly'",
        "zone | 5",
        "counter | 1",
        "every | '5m'",
        "aggregate | 'sum'",
        "silence | '1w'",
        "for | 10",
        "severity | 'urgent'",
        "severity | {'floor': 'high', 'ceiling': 'low'}",
        "runbook | 'javascript:alert(1)'",
        "attributes | {'a b': 'c'}"
      })
  void a_value_that_cannot_be_is_told_by_its_option(String option, String value) {
    String json =
        "{'rules': [{'device': '*', '%s': %s}]}".formatted(option, value).replace('\'', '"');

    assertThat(problems(json)).singleElement().asString().contains(option);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'rules': [{}]} | needs a device or a metric",
        "{'rules': {}} | rules must be an array",
        "{'rules': [1]} | must be an object, not 1",
        "{'rules': [], 'rules': []} | twice",
        "{'mutes': [{'from': '25:00', 'to': '06:00'}]} | from must be a time of day",
        "{'mutes': [{'from': '05:00'}]} | \"to\" is missing",
        "{'mutes': [{'from': '05:00', 'to': '06:00', 'reason': 'r'}]} | \"author\" is missing",
        "{'mutes': [{'from': '05:00', 'to': '06:00', 'author': 'a'}]} | \"reason\" is missing",
        "{'mutes': [{'from': '05:00', 'to': '2026-03-01T00:00:00Z'}]} | must both be times of day, or both instants",
        "{'mutes': [{'from': '2026-03-02T00:00:00Z', 'to': '2026-03-01T00:00:00Z'}]} | cannot end at 2026-03-01T00:00:00Z",
        "{'mutes': [{'from': '2026-03-01T00:00:00Z', 'to': '2026-03-02T00:00:00Z', 'zone': 'UTC'}]} | zone goes with times of day",
        "{'mutes': [{'from': '05:00', 'to': '06:00', 'days': ['sum']}]} | did you mean",
        "{'groups': [{'device': 'a'}]} | \"name\" is missing",
        "{'extract': [{'device': 'a', 'values': {'m': 'x'}}]} | JSON pointers",
        "{'extract': [{'values': {'m': '/x'}}]} | \"device\" is missing",
        "[] | the file must be an object, not an array",
        "{'rules': 1e999} | too large",
        "{'rules': [} | not JSON",
        "{} {} | goes on after its end",
        "{'a': NaN} | not JSON"
      })
  void a_file_that_cannot_be_is_refused(String file, String why) {
    assertThatThrownBy(() -> Rules.parse(file.replace('\'', '"').getBytes(UTF_8)))
        .isInstanceOf(RulesException.class)
        .hasMessageContaining(why);
  }

  @Test
  void an_empty_file_and_one_that_is_not_utf_8_are_refused() {
    assertThatThrownBy(() -> Rules.parse(new byte[0])).hasMessageContaining("empty");
    assertThatThrownBy(() -> Rules.parse(new byte[] {'{', (byte) 0xff, '}'}))
        .hasMessageContaining("UTF-8");
  }

  @Test
  void a_huge_file_is_refused_unread() {
    byte[] huge = " ".repeat(10 << 20).getBytes(UTF_8);

    assertThat(refused(huge, 1 << 20)).hasMessageContaining("10,485,760 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"rules\":", "{\"//\":[", "{\"a\":\"\\\\"})
  void a_deep_or_endless_file_is_refused_with_bounded_work(String piece) {
    byte[] deep = piece.repeat((1 << 20) / piece.length()).getBytes(UTF_8);

    assertThat(refused(deep, 32 << 20)).hasMessageMatching("(?s)line \\d+, column \\d+: .*");
  }

  @Test
  void a_file_full_of_mistakes_is_told_by_the_first_twenty_with_bounded_work() {
    String key = "sensitivit" + "y".repeat(50);
    var file = new StringBuilder("{\"rules\":[{\"device\":\"*\"");
    for (int i = 0; file.length() < (1 << 20) - 200; i++) {
      file.append(",\"").append(key).append(i).append("\":1");
    }
    byte[] bytes = file.append("}]}").toString().getBytes(UTF_8);

    assertThat(refused(bytes, 32 << 20).problems()).hasSize(20);
  }

  /// Why a file is refused, which takes at most so many bytes of memory, garbage and all: work
  /// without bound would take more.
  private static RulesException refused(byte[] file, long most) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    var refused = catchThrowableOfType(RulesException.class, () -> Rules.parse(file));
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(most);
    return refused;
  }

  private static List<Problem> problems(String json) {
    return catchThrowableOfType(RulesException.class, () -> Rules.parse(json.getBytes(UTF_8)))
        .problems();
  }
}
