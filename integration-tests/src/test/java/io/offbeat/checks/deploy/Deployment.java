package io.offbeat.checks.deploy;

import io.offbeat.checks.Repository;
import io.offbeat.checks.emulator.Emulator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An emulator that the scripts deploy to, bootstrapped as the documentation says.
final class Deployment {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ENVIRONMENT = "dev";

  private final Emulator emulator;
  private final Map<String, String> variables;

  Deployment(Emulator emulator) {
    this.emulator = emulator;
    this.variables = new HashMap<>(credentials());
    variables.put("AWS_ENDPOINT_URL", emulator.endpoint().toString());
    aws(
        "cloudformation create-stack --stack-name offbeat-bootstrap"
            + " --capabilities CAPABILITY_IAM"
            + " --template-body file://infra/cloudformation/bootstrap.yaml");
    aws("cloudformation wait stack-create-complete --stack-name offbeat-bootstrap");
  }

  /// What any client of an emulator says of itself.
  static Map<String, String> credentials() {
    return Map.of(
        "AWS_ACCESS_KEY_ID", "test",
        "AWS_SECRET_ACCESS_KEY", "test",
        "AWS_REGION", "us-east-1",
        "AWS_DEFAULT_REGION", "us-east-1");
  }

  Emulator emulator() {
    return emulator;
  }

  /// `./offbeat deploy` with options.
  Said deploy(String... options) {
    var command =
        new ArrayList<>(
            List.of(
                "./offbeat", "deploy", ENVIRONMENT, "--endpoint", emulator.endpoint().toString()));
    command.addAll(List.of(options));
    return Said.by(Repository.path("."), variables, command);
  }

  /// The answer to a call of the AWS CLI.
  JsonNode aws(String words) {
    var command = new ArrayList<>(List.of("aws", "--output", "json"));
    command.addAll(List.of(words.split(" ")));
    Said said = Said.by(Repository.path("."), variables, command);
    if (said.status() != 0) {
      throw new IllegalStateException("%s: %s".formatted(words, said.text()));
    }
    return JSON.readTree(said.text().isBlank() ? "{}" : said.text());
  }

  /// Types of the resources that a stack has.
  List<String> types(String stack) {
    return aws("cloudformation list-stack-resources --stack-name " + name(stack))
        .path("StackResourceSummaries")
        .valueStream()
        .map(resource -> resource.path("ResourceType").asString(""))
        .distinct()
        .sorted()
        .toList();
  }

  /// Outputs of a stack by name.
  Map<String, String> outputs(String stack) {
    var outputs = new HashMap<String, String>();
    aws("cloudformation describe-stacks --stack-name " + name(stack))
        .at("/Stacks/0/Outputs")
        .valueStream()
        .forEach(
            o -> outputs.put(o.path("OutputKey").asString(), o.path("OutputValue").asString()));
    return outputs;
  }

  static String name(String stack) {
    return "offbeat-%s-%s".formatted(ENVIRONMENT, stack);
  }
}
