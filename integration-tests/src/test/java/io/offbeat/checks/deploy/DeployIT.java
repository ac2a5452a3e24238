package io.offbeat.checks.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.checks.emulator.Emulator;
import io.offbeat.checks.templates.Template;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// One environment's life, in order: created, used, left alone, changed, protected, deleted.
@NeedsDeployTools
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeployIT {
  private static final List<String> STACKS = List.of("data", "pipeline", "observability");

  /// Types that the emulator passes over. [DeployedPath] makes what a run needs of them.
  private static final List<String> PASSED_OVER =
      List.of(
          "AWS::Chatbot::SlackChannelConfiguration",
          "AWS::CloudWatch::Alarm",
          "AWS::CloudWatch::CompositeAlarm",
          "AWS::CodeDeploy::Application",
          "AWS::CodeDeploy::DeploymentGroup",
          "AWS::Glue::Database",
          "AWS::Glue::Table",
          "AWS::Lambda::EventInvokeConfig",
          "AWS::S3::BucketPolicy",
          "AWS::SNS::Subscription",
          "AWS::SNS::TopicPolicy",
          "AWS::SQS::QueuePolicy",
          "AWS::Scheduler::Schedule",
          "AWS::Scheduler::ScheduleGroup");

  private static final class Made {
    static final Deployment DEPLOYMENT = new Deployment(Emulator.fresh().orElseThrow());
  }

  private static Said deploy(String... options) {
    return Made.DEPLOYMENT.deploy(options);
  }

  @Test
  @Order(1)
  void the_first_deploy_creates_three_stacks() {
    Said said = deploy();

    assertThat(said.text())
        .contains("offbeat-dev-data: created")
        .contains("offbeat-dev-pipeline: created")
        .contains("offbeat-dev-observability: created")
        .contains("ReadingsName");
    assertThat(said.status()).isZero();
  }

  @Test
  @Order(2)
  void the_emulator_passes_over_what_holds_no_data() {
    Stream<String> passedOver =
        STACKS.stream()
            .flatMap(stack -> {
              Template template = Template.of(stack);
              List<String> made = Made.DEPLOYMENT.types(stack);
              return template.resources().keySet().stream()
                  .map(template::type)
                  .filter(type -> !made.contains(type));
            });

    assertThat(passedOver.distinct().sorted()).containsExactlyElementsOf(PASSED_OVER);
  }

  @Test
  @Order(3)
  void readings_come_out_as_an_alert_and_heartbeats_at_the_detector(@TempDir Path folder) {
    try (var path = new DeployedPath(Made.DEPLOYMENT, folder)) {
      Play play = Play.on(path);

      assertThat(play.answers()).isNotEmpty().allMatch(answer -> answer.contains("[]"));
      assertThat(play.alerts()).anySatisfy(alert -> assertThat(alert).contains(Play.DEVICE));

      path.sweep();

      assertThat(path.deliver()).hasSize(2).allMatch(answer -> answer.contains("[]"));
    }
  }

  @Test
  @Order(4)
  void a_plan_shows_changes_and_makes_none() {
    assertThat(deploy("--set", "LogDays=30", "--plan").text())
        .contains("### offbeat-dev-pipeline")
        .doesNotContain("updated");
  }

  @Test
  @Order(5)
  void a_second_deploy_changes_nothing() {
    assertThat(deploy().text().lines().filter(line -> line.startsWith("offbeat-dev-")))
        .containsExactly(
            "offbeat-dev-data: unchanged",
            "offbeat-dev-pipeline: unchanged",
            "offbeat-dev-observability: unchanged");
  }

  @Test
  @Order(6)
  void a_changed_parameter_changes_its_stack_alone() {
    assertThat(deploy("--set", "LogDays=30").text())
        .contains("offbeat-dev-data: unchanged")
        .contains("offbeat-dev-pipeline: updated")
        .contains("offbeat-dev-observability: unchanged");
  }

  @Test
  @Order(7)
  void what_would_remove_a_stream_is_refused() {
    Said said =
        deploy("--set", "ExistingReadingsArn=arn:aws:kinesis:us-east-1:123456789012:stream/other");

    assertThat(said.text()).contains("Readings (AWS::Kinesis::Stream) would be removed");
    assertThat(said.status()).isEqualTo(3);
  }

  @Test
  @Order(8)
  void what_is_deleted_is_gone() {
    assertThat(deploy("--delete-data").text())
        .contains("offbeat-dev-observability: deleted")
        .contains("offbeat-dev-pipeline: deleted")
        .contains("offbeat-dev-data: deleted");
  }
}
