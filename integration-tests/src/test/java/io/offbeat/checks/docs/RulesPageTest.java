package io.offbeat.checks.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offbeat.checks.Repository;
import io.offbeat.model.rules.Rules;
import io.offbeat.model.rules.RulesException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RulesPageTest {
  private static final String SCHEMA = "docs/schema/rules.schema.json";
  private static final JsonNode PARTS =
      new JsonMapper().readTree(Repository.text(Repository.path(SCHEMA))).path("$defs");

  /// Written anew when `-Doffbeat.docs=write`.
  @Test
  void the_page_is_what_the_schema_makes() throws IOException {
    String page = RulesPage.of(Repository.text(Repository.path(SCHEMA)));
    if (System.getProperty("offbeat.docs", "").equals("write")) {
      Files.writeString(Repository.path("docs/rules.md"), page);
    }

    assertThat(Repository.text(Repository.path("docs/rules.md")))
        .as("stale: run this test with -Doffbeat.docs=write")
        .isEqualTo(page);
  }

  @Test
  void the_rule_that_tuning_ends_with_is_the_example_s() {
    assertThat(Repository.text(Repository.path("docs/examples/press.rules.json")))
        .isEqualTo(Tuning.rules("\"kinds\": {\"spike\": false}"));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void every_example_in_the_schema_is_read(String file) {
    assertThatCode(() -> Rules.parse(file.getBytes(UTF_8))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("options")
  void every_option_in_the_schema_is_known_by_its_name(String option) {
    String file = "{\"rules\": [{\"device\": \"*\", \"%s\": {\"?\": []}}]}".formatted(option);

    assertThatThrownBy(() -> Rules.parse(file.getBytes(UTF_8)))
        .isInstanceOf(RulesException.class)
        .hasMessageNotContaining("unknown key \"%s\"".formatted(option));
  }

  static Stream<String> options() {
    return PARTS.path("rule").path("properties").properties().stream().map(Map.Entry::getKey);
  }

  /// A file for each example of each option, with what else the option needs.
  static Stream<String> examples() {
    return Stream.of(
            Map.entry("rule", "rules"),
            Map.entry("group", "groups"),
            Map.entry("mute", "mutes"),
            Map.entry("extract", "extract"))
        .flatMap(part ->
            PARTS.path(part.getKey()).path("properties").properties().stream()
                .flatMap(option ->
                    option
                        .getValue()
                        .path("examples")
                        .valueStream()
                        .map(example -> file(part.getValue(), option.getKey(), example))));
  }

  /// A mute's ends are alike: two times of day or two instants.
  private static Map<String, String> mute(JsonNode example) {
    boolean once = example.isString() && example.asString().contains("T");
    return Map.of(
        "from",
        once ? "\"2026-01-01T00:00:00Z\"" : "\"01:00\"",
        "to",
        once ? "\"2027-01-01T00:00:00Z\"" : "\"02:00\"",
        "author",
        "\"ada\"",
        "reason",
        "\"filter change\"");
  }

  private static String file(String list, String option, JsonNode example) {
    var object = new TreeMap<String, String>();
    switch (list) {
      case "rules" -> object.put("device", "\"*\"");
      case "groups" -> object.putAll(Map.of("device", "\"a\"", "name", "\"b\""));
      case "mutes" -> object.putAll(mute(example));
      default -> object.putAll(Map.of("device", "\"/d\"", "values", "{\"m\": \"/v\"}"));
    }
    object.put(option, example.toString());
    switch (option) {
      case "breach" -> object.put("hardRange", "[0, 1]");
      case "every" -> object.put("aggregate", "\"sum\"");
      case "aggregate" -> object.put("every", "\"5m\"");
      default -> {}
    }
    return "{\"%s\": [{%s}]}"
        .formatted(
            list,
            String.join(
                ", ",
                object.entrySet().stream()
                    .map(field -> "\"%s\": %s".formatted(field.getKey(), field.getValue()))
                    .toList()));
  }
}
