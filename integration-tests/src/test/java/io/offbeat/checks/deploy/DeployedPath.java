package io.offbeat.checks.deploy;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import io.offbeat.checks.emulator.Inbox;
import io.offbeat.checks.emulator.StreamReader;
import io.offbeat.checks.path.LambdaEvents;
import io.offbeat.checks.templates.Template;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.sqs.model.Message;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is deployed, driven as its event source mappings say. The emulator lacks subscriptions:
/// those are made here, as the templates have them.
final class DeployedPath implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final Map<String, String> data;
  private final KinesisClient kinesis;
  private final StreamReader readings;
  private final StreamReader blocks;
  private final Inbox episodes;
  private final Inbox wakes;
  private final Inbox alerts;
  private final DeployedFunction ingest;
  private final DeployedFunction detect;
  private final DeployedFunction sweep;
  private final DeployedFunction alert;
  private final DeployedFunction timer;

  /// @param deployment what is deployed
  /// @param folder where the artifacts are unpacked
  DeployedPath(Deployment deployment, Path folder) {
    data = deployment.outputs("data");
    Map<String, String> pipeline = deployment.outputs("pipeline");
    kinesis = deployment.emulator().kinesis();
    readings = new StreamReader(kinesis, output(data, "ReadingsName"));
    blocks = new StreamReader(kinesis, output(data, "BlocksName"));
    episodes = deployment.emulator().queue(output(data, "EpisodesQueueName"));
    deployment
        .emulator()
        .subscribe(
            output(data, "EpisodesTopicArn"), episodes, subscription("EpisodesSubscription"));
    wakes = deployment.emulator().queue(output(data, "WakeQueueName"));
    deployment
        .emulator()
        .subscribe(output(data, "EpisodesTopicArn"), wakes, subscription("WakeSubscription"));
    alerts = deployment.emulator().inbox(output(data, "AlertsTopicArn"));
    ingest = function(deployment, pipeline, "Ingest", folder);
    detect = function(deployment, pipeline, "Detect", folder);
    sweep = function(deployment, pipeline, "Sweep", folder);
    alert = function(deployment, pipeline, "Alert", folder);
    timer = function(deployment, pipeline, "Timer", folder);
    JsonNode mappings =
        deployment.aws("lambda list-event-source-mappings").path("EventSourceMappings");
    requireMapping(mappings, output(data, "ReadingsArn"), output(pipeline, "IngestName"));
    requireMapping(mappings, output(data, "BlocksArn"), output(pipeline, "DetectName"));
    requireMapping(mappings, output(data, "EpisodesQueueArn"), output(pipeline, "AlertName"));
    requireMapping(mappings, output(data, "WakeQueueArn"), output(pipeline, "TimerName"));
  }

  private static Map<String, String> subscription(String name) {
    Map<String, Object> properties = Template.of("data").properties(name);
    var attributes = new HashMap<String, String>();
    attributes.put("RawMessageDelivery", String.valueOf(properties.get("RawMessageDelivery")));
    if (properties.containsKey("FilterPolicy")) {
      attributes.put("FilterPolicy", JSON.writeValueAsString(properties.get("FilterPolicy")));
    }
    return attributes;
  }

  private static DeployedFunction function(
      Deployment deployment, Map<String, String> outputs, String name, Path folder) {
    return new DeployedFunction(deployment, output(outputs, name + "Name"), folder.resolve(name));
  }

  private static String output(Map<String, String> outputs, String name) {
    return outputs.getOrDefault(name, "no output " + name);
  }

  private static void requireMapping(JsonNode mappings, String source, String function) {
    boolean isThere =
        mappings
            .valueStream()
            .filter(mapping -> mapping.path("EventSourceArn").asString().equals(source))
            .anyMatch(mapping -> mapping.path("FunctionArn").asString().contains(function + ":"));
    if (!isThere) {
      throw new IllegalStateException("%s does not lead to %s".formatted(source, function));
    }
  }

  /// When the readings stream was made, by the emulator's clock.
  Instant created() {
    return kinesis
        .describeStreamSummary(s -> s.streamName(output(data, "ReadingsName")))
        .streamDescriptionSummary()
        .streamCreationTimestamp();
  }

  /// Puts a record on the readings stream.
  void put(String device, String record) {
    kinesis.putRecord(r ->
        r.streamName(output(data, "ReadingsName"))
            .partitionKey(device)
            .data(SdkBytes.fromUtf8String(record)));
  }

  /// What the scheduler does each minute.
  String sweep() {
    return sweep.invoke(new ScheduledEvent());
  }

  /// Hands all that waits on, stream by stream; each function's answers.
  List<String> deliver() {
    List<String> answers = new ArrayList<>();
    LambdaEvents.kinesis(output(data, "ReadingsName"), readings.read())
        .forEach(event -> answers.add(ingest.invoke(event)));
    LambdaEvents.kinesis(output(data, "BlocksName"), blocks.read())
        .forEach(event -> answers.add(detect.invoke(event)));
    return answers;
  }

  /// Hands episodes on: the alerts that come of them, at once or when the timer is woken. The inbox
  /// waits for nearly as long as an incident does before it opens.
  List<Message> alerts() {
    alert.invoke(LambdaEvents.sqs(episodes.take(1)));
    List<Message> atOnce = alerts.take(1);
    if (!atOnce.isEmpty()) {
      return atOnce;
    }
    timer.invoke(LambdaEvents.sqs(wakes.take(1)));
    return alerts.take(1);
  }

  @Override
  public void close() {
    List.of(ingest, detect, sweep, alert, timer).forEach(DeployedFunction::close);
  }
}
