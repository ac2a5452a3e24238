package io.offbeat.checks.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Writes the reference page of the rules from their JSON Schema.
final class RulesPage {
  private static final JsonMapper JSON = new JsonMapper();

  private static final List<String> PARTS = List.of("rule", "group", "mute", "extract");

  private static final String SENSITIVITY =
      """

      ## What a sensitivity costs

      Measured on 2026-11-30 with the demo's fleet: 200 series, 40 of them broken once, 21 days at a reading each
      5 minutes. `./offbeat demo --rules FILE` with the one rule `{"device": "*", "sensitivity": "low"}`, and so on.

      | `sensitivity` | faults found | alerts a series and month | false episodes a series and week |
      |---|---|---|---|
      | `"low"`, 0.7 | 36 of 40 | 0.16 | 0.01 |
      | 0.85 | 38 of 40 | 0.27 | 0.06 |
      | `"medium"`, 1 | 40 of 40 | 0.40 | 0.15 |
      | 1.2 | 40 of 40 | 0.81 | 0.37 |
      | `"high"`, 1.4 | 40 of 40 | 2.1 | 0.87 |
      """;

  private final JsonNode schema;
  private final StringBuilder page = new StringBuilder();

  private RulesPage(JsonNode schema) {
    this.schema = schema;
  }

  /// The page that a schema makes.
  static String of(String schema) {
    return new RulesPage(JSON.readTree(schema)).write();
  }

  private String write() {
    page.append(
        """
        # Rules

        %s One JSON file, the same locally (`--rules FILE`) and on AWS (an object in the bucket, whose
        key is the stack's parameter `RulesKey`: read at start, looked at again at most each minute; a
        new version that is no rules file leaves the last good one in force, counts `rules-refused` and
        logs why). A `"//"` key is a comment, anywhere. A file has at most 1 MiB.

        ```sh
        ./offbeat rules check docs/examples/house.rules.json
        ./offbeat rules test docs/examples/house.rules.json
        ./offbeat demo --rules docs/examples/house.rules.json
        ```

        `check` tells every mistake with its line, its column and what may have been meant, and with
        `--against READINGS` which rule holds for which series. `test` plays the cases beside the file
        ([an example](examples/README.md)). Editors complete a file whose `"$schema"` names
        [the schema](schema/rules.schema.json), from which this page is made.
        """
            .formatted(schema.path("description").asString()));
    for (String part : PARTS) {
      write(part, schema.path("$defs").path(part));
    }
    page.append(Tuning.section());
    page.append(SENSITIVITY);
    return page.toString();
  }

  private void write(String part, JsonNode object) {
    String key = part.equals("extract") ? part : part + "s";
    page.append("\n## `%s`\n\n%s\n".formatted(key, object.path("description").asString()));
    page.append("\n| option | applied by | values | |\n|---|---|---|---|\n");
    object
        .path("properties")
        .properties()
        .forEach(option -> page.append(row(option.getKey(), option.getValue(), object)));
  }

  private static List<String> required(JsonNode object) {
    var names = new ArrayList<String>();
    object.path("required").forEach(name -> names.add(name.asString()));
    return names;
  }

  private static String row(String name, JsonNode option, JsonNode object) {
    String examples =
        StreamSupport.stream(option.path("examples").spliterator(), false)
            .map(example -> "`%s`".formatted(example))
            .collect(Collectors.joining(", "));
    String otherwise =
        option.has("default") ? " Default: `%s`.".formatted(option.path("default")) : "";
    return "| `%s`%s | %s | %s | %s%s |\n"
        .formatted(
            name,
            required(object).contains(name) ? ", required" : "",
            option.path("$comment").asString(object.path("$comment").asString("")),
            values(option, examples),
            option.path("description").asString(),
            otherwise);
  }

  private static String values(JsonNode option, String examples) {
    if (!option.has("enum")) {
      return examples;
    }
    return StreamSupport.stream(option.path("enum").spliterator(), false)
        .map(value -> "`%s`".formatted(value))
        .collect(Collectors.joining(", "));
  }
}
