package io.offbeat.checks.templates;

import static io.offbeat.checks.templates.Template.inside;
import static io.offbeat.checks.templates.Template.list;
import static io.offbeat.checks.templates.Template.map;

import io.offbeat.local.replay.Redrive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What must hold of the functions' roles: what the code needs and what the mapping needs, no more.
final class RoleRules {
  private static final String STREAM =
      "kinesis:DescribeStream kinesis:DescribeStreamSummary kinesis:GetShardIterator"
          + " kinesis:GetRecords kinesis:ListShards s3:PutObject s3:ListBucket";

  /// What each has besides its calls: to log, to trace, and to use the key through services.
  private static final Set<String> ALL =
      words(
          "logs:CreateLogStream logs:PutLogEvents xray:PutTraceSegments xray:PutTelemetryRecords"
              + " kms:Decrypt kms:GenerateDataKey");

  /// What the roles may write there, as the template has it.
  private static List<String> setAsideElsewhere(Template template) {
    return Stream.of("IngestRole", "DetectRole")
        .flatMap(role -> setAside(template, role).stream())
        .map(statement -> String.valueOf(statement.get("Resource")))
        .filter(resource -> !resource.contains("${BucketArn}/" + Redrive.PREFIX + "*"))
        .toList();
  }

  private static List<Map<String, Object>> setAside(Template template, String role) {
    return statements(template, role, "source").stream()
        .map(Template::map)
        .filter(statement -> "SetAside".equals(statement.get("Sid")))
        .toList();
  }

  /// A client of the AWS SDK, and the prefix of its service's permissions.
  private static final Map<String, String> SERVICES =
      Map.of(
          "DynamoDbClient", "dynamodb:",
          "KinesisClient", "kinesis:",
          "S3Client", "s3:",
          "SnsClient", "sns:");

  private static final Set<String> NO_CALLS = Set.of("builder", "close", "serviceName");

  private static final Map<String, Set<String>> SOURCE =
      Map.of(
          "IngestRole", words(STREAM + " kms:Decrypt"),
          "DetectRole", words(STREAM),
          "AlertRole",
              words(
                  "sqs:ReceiveMessage sqs:DeleteMessage sqs:GetQueueAttributes"
                      + " sqs:ChangeMessageVisibility"));

  /// What the scheduler does: it calls, and sets aside what it could not call.
  private static final Map<String, Set<String>> CALLS =
      Map.of(
          "ScheduleRole",
          words("lambda:InvokeFunction sqs:SendMessage kms:Decrypt kms:GenerateDataKey"));

  static final List<Rule> RULES =
      List.of(
          new Rule(
              "roles hold exactly what the code needs",
              "pipeline",
              t -> differing(t, "code", code(t)),
              t -> statements(t, "IngestRole", "code").add(Map.of("Action", "s3:DeleteObject"))),
          new Rule(
              "roles hold exactly what the mapping needs",
              "pipeline",
              t -> differing(t, "source", SOURCE),
              t -> statements(t, "DetectRole", "source").removeFirst()),
          new Rule(
              "the mapping sets aside where redrive looks",
              "pipeline",
              RoleRules::setAsideElsewhere,
              t ->
                  setAside(t, "DetectRole")
                      .forEach(s -> s.put("Resource", "${BucketArn}/failed/*"))),
          new Rule(
              "the scheduler may call and set aside",
              "pipeline",
              t -> differing(t, "calls", CALLS),
              t -> statements(t, "ScheduleRole", "calls").removeLast()),
          new Rule(
              "no resource is everything but where there is nothing to name",
              "pipeline",
              RoleRules::unscoped,
              t ->
                  statements(t, "AlertRole", "code")
                      .add(Map.of("Action", "sns:Publish", "Resource", "*"))));

  private RoleRules() {}

  private static Set<String> words(String text) {
    return new TreeSet<>(List.of(text.strip().split(" +")));
  }

  /// The calls in the sources of each function, by role.
  private static Map<String, Set<String>> code(Template t) {
    return FunctionRules.functions(t)
        .collect(Collectors.toMap(f -> f + "Role", f -> calls(FunctionRules.handler(t, f))));
  }

  private static Set<String> calls(String handler) {
    return Stream.concat(
            ALL.stream(),
            Reach.of(handler)
                .callsTo("software\\.amazon\\.awssdk\\.services\\.\\w+\\.\\w+Client")
                .filter(call -> !NO_CALLS.contains(call.getName()))
                .map(
                    call -> SERVICES.get(call.getOwner().getSimpleName()) + action(call.getName())))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The permission of a call: mostly its name.
  private static String action(String method) {
    return switch (method) {
      case "publishBatch" -> "Publish";
      case "getObjectAsBytes" -> "GetObject";
      case "queryPaginator" -> "Query";
      default -> Character.toUpperCase(method.charAt(0)) + method.substring(1);
    };
  }

  private static List<Object> statements(Template t, String role, String policy) {
    return list(t.property(role, "Policies")).stream()
        .map(Template::map)
        .filter(p -> policy.equals(p.get("PolicyName")))
        .map(p -> map(p.get("PolicyDocument")))
        .findFirst()
        .map(document -> {
          var statements = new ArrayList<>(list(document.get("Statement")));
          document.put("Statement", statements);
          return (List<Object>) statements;
        })
        .orElseGet(ArrayList::new);
  }

  private static Stream<Map<String, Object>> inner(Object statements) {
    return inside(statements).map(Template::map).filter(s -> s.containsKey("Action"));
  }

  private static List<String> differing(
      Template t, String policy, Map<String, Set<String>> expected) {
    return expected.keySet().stream()
        .sorted()
        .filter(role -> !actions(t, role, policy).equals(expected.get(role)))
        .map(role ->
            "%s may %s, needs %s".formatted(role, actions(t, role, policy), expected.get(role)))
        .toList();
  }

  private static Set<String> actions(Template t, String role, String policy) {
    return inner(statements(t, role, policy))
        .flatMap(s -> list(s.get("Action")).stream())
        .map(Object::toString)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> unscoped(Template t) {
    return t.named("AWS::IAM::Role").stream()
        .flatMap(role -> inner(t.property(role, "Policies")))
        .filter(s -> !"Deny".equals(s.get("Effect")) && list(s.get("Resource")).contains("*"))
        .filter(
            s -> list(s.get("Action")).stream().anyMatch(a -> !a.toString().startsWith("xray:")))
        .map(Object::toString)
        .toList();
  }
}
