package io.offbeat.checks.templates;

import static io.offbeat.checks.templates.Template.inside;
import static io.offbeat.checks.templates.Template.map;

import io.offbeat.alert.DynamoIncidentStore;
import io.offbeat.checks.Repository;
import io.offbeat.detector.DynamoDeviceStore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What must hold of that which outlives a release.
final class DataRules {
  private static final int CALLS_A_VISIBILITY = 6;
  private static final JsonMapper JSON = new JsonMapper();
  private static final JsonNode REPLACEMENT = json("infra/gates/replacement.json");
  private static final List<String> STATEFUL =
      json("infra/cloudformation/stack-policy.json")
          .at("/Statement/1/Condition/StringEquals/ResourceType")
          .valueStream()
          .map(JsonNode::asString)
          .toList();
  private static final Set<String> KEY_USERS =
      Set.of(
          "logs.${AWS::Region}.${AWS::URLSuffix}", "sns.amazonaws.com", "cloudwatch.amazonaws.com");

  /// The attribute by which each table forgets, as its store writes it; nothing writes mutes yet.
  private static final Map<String, String> EXPIRES_AT =
      Map.of(
          "Devices", DynamoDeviceStore.EXPIRES_AT,
          "Incidents", DynamoIncidentStore.EXPIRES_AT,
          "Mutes", "expiresAt");

  static final List<Rule> RULES =
      List.of(
          new Rule(
              "a message is hidden for six times its function's timeout and the batching window",
              "data",
              DataRules::shortVisibility,
              t -> t.properties("EpisodesQueue").put("VisibilityTimeout", "120")),
          new Rule(
              "streams place records by their keys",
              "data",
              t ->
                  t.named("AWS::Kinesis::Stream").stream()
                      .filter(s -> inside(t.properties(s)).anyMatch("AUTO"::equals))
                      .toList(),
              t -> t.properties("Blocks").put("RecordDistributionStrategy", "AUTO")),
          new Rule(
              "a table forgets by the attribute that its store writes",
              "data",
              t ->
                  t.named("AWS::DynamoDB::Table").stream()
                      .filter(table ->
                          !t.property(table, "TimeToLiveSpecification", "AttributeName")
                              .equals(EXPIRES_AT.get(table)))
                      .toList(),
              t ->
                  map(t.properties("Incidents").get("TimeToLiveSpecification"))
                      .put("AttributeName", "expires")),
          new Rule(
              "what holds data is retained",
              "data",
              t -> stateful(t).filter(r -> !isRetained(t.resource(r))).toList(),
              t -> t.resource("Devices").remove("UpdateReplacePolicy")),
          new Rule(
              "no parameter can replace what holds data",
              "data",
              DataRules::replaceable,
              t -> t.properties("Devices").put("TableName", Map.of("Ref", "Environment"))),
          new Rule(
              "the key serves logs, topics and alarms",
              "data",
              t ->
                  KEY_USERS.stream()
                      .filter(
                          user -> inside(t.property("Key", "KeyPolicy")).noneMatch(user::equals))
                      .toList(),
              t -> map(map(t.properties("Key").get("KeyPolicy"))).put("Statement", List.of())));

  private DataRules() {}

  private static Stream<String> stateful(Template t) {
    return t.resources().keySet().stream().filter(r -> STATEFUL.contains(t.type(r)));
  }

  private static boolean isRetained(Map<String, Object> resource) {
    return "RetainExceptOnCreate".equals(resource.get("DeletionPolicy"))
        && "Retain".equals(resource.get("UpdateReplacePolicy"));
  }

  private static List<String> shortVisibility(Template t) {
    Template pipeline = Template.of("pipeline");
    return Map.of("EpisodesQueue", "Alert", "WakeQueue", "Timer").entrySet().stream()
        .filter(entry -> {
          String source = entry.getKey().replace("Queue", "Source").replace("Episodes", "Alert");
          int timeout = number(pipeline, entry.getValue(), "Timeout");
          int window = number(pipeline, source, "MaximumBatchingWindowInSeconds");
          int visibility = number(t, entry.getKey(), "VisibilityTimeout");
          return visibility < CALLS_A_VISIBILITY * timeout + window;
        })
        .map(Map.Entry::getKey)
        .toList();
  }

  private static int number(Template t, String resource, String property) {
    return Integer.parseInt(t.property(resource, property).toString());
  }

  private static List<String> replaceable(Template t) {
    Set<String> parameters = map(t.root().get("Parameters")).keySet();
    return stateful(t)
        .filter(r ->
            REPLACEMENT
                .path(t.type(r))
                .valueStream()
                .map(path -> t.property(r, path.asString().split("/")))
                .flatMap(Template::inside)
                .anyMatch(value ->
                    value instanceof Map<?, ?> call
                        && (call.containsKey("Fn::If") || parameters.contains(call.get("Ref")))))
        .toList();
  }

  private static JsonNode json(String file) {
    return JSON.readTree(Repository.text(Repository.path(file)));
  }
}
