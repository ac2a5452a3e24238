package io.offbeat.checks.templates;

import static io.offbeat.checks.templates.Template.list;
import static io.offbeat.checks.templates.Template.map;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes what the templates say of security: who may do what, and which findings are accepted.
final class SecurityPage {
  private static final String HEAD =
      """
      # Security

      Whoever may put records on the stream `readings` is trusted with names and values, no more: every record is
      bounded in size, depth and time, and names are escaped wherever they are shown. Nobody else writes anywhere.

      | threat | what stands against it |
      |---|---|
      | a hostile record | the gate's bounds and reasons: [data formats](data-formats.md); what it refuses is kept, and nothing waits behind it |
      | a hostile name in a mail, chat, log or link | escaped by each [format of alerts](alerts.md); links are `https`, their names percent-encoded |
      | one device with endless metrics, or endless devices | at most 300 series a device and a number of new devices an hour; the rest is archived and counted as `refused` |
      | a function that is taken over | a role of its own, below, under the boundary of the bootstrap stack |
      | data read at rest or on its way | one customer key for streams, tables, bucket, topics, queues and logs; the bucket answers TLS only and is never public |
      | data deleted by mistake | versions in the bucket, point-in-time recovery and deletion protection of the tables, a stack policy, and a deploy that refuses to replace what holds data |
      | a release that nobody reviewed | roles for one repository and environment each, jars attested and verified by digest: [CI/CD](ci-cd.md) |

      Report a weakness to the owners of the repository in private, not as an issue.

      ## Who may do what

      By the pipeline's template; a test holds these lists against the calls in the code.
      """;

  private SecurityPage() {}

  /// The page that the templates make.
  static String page() {
    return HEAD
        + "\n| role | may |\n|---|---|\n"
        + permissions(Template.of("pipeline"))
        + """

        ## Accepted findings

        Of cdk-nag's AwsSolutions rules, accepted in the templates' `Metadata`, each with its reason.

        | finding | at | because |
        |---|---|---|
        """
        + Template.all().stream().map(SecurityPage::accepted).collect(Collectors.joining());
  }

  private static String permissions(Template pipeline) {
    Map<String, TreeSet<String>> byRole = new TreeMap<>();
    for (String role : pipeline.named("AWS::IAM::Role")) {
      Template.inside(pipeline.properties(role).getOrDefault("Policies", List.of()))
          .map(Template::map)
          .filter(statement -> "Allow".equals(statement.get("Effect")))
          .flatMap(statement -> list(statement.get("Action")).stream())
          .forEach(action ->
              byRole.computeIfAbsent(role, _ -> new TreeSet<>()).add("`%s`".formatted(action)));
    }
    return byRole.entrySet().stream()
        .map(role -> "| `%s` | %s |\n".formatted(role.getKey(), String.join(", ", role.getValue())))
        .collect(Collectors.joining());
  }

  /// Findings of one rule for one reason are one line.
  private static String accepted(Template template) {
    Map<String, List<String>> resources =
        template.resources().keySet().stream()
            .flatMap(resource -> findings(template, resource).map(f -> Map.entry(f, resource)))
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getKey,
                    TreeMap::new,
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    return resources.entrySet().stream()
        .map(finding ->
            finding
                .getKey()
                .formatted(
                    finding.getValue().stream()
                        .map(resource -> "`%s.%s`".formatted(template.name(), resource))
                        .collect(Collectors.joining(", "))))
        .collect(Collectors.joining());
  }

  /// Lines of the table, with a place for the resources.
  private static Stream<String> findings(Template template, String resource) {
    Map<String, Object> metadata = map(template.resource(resource).get("Metadata"));
    return list(map(metadata.get("offbeat")).get("accepted")).stream()
        .map(Template::map)
        .map(finding ->
            "| %s | %%s | %s |\n"
                .formatted(
                    finding.get("id"), String.valueOf(finding.get("reason")).replace("%", "%%")));
  }
}
