package io.offbeat.alert;

import static io.offbeat.alert.EpisodeStory.spike;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.alert.Alert.Change;
import io.offbeat.alert.AlertFormat.Topic;
import io.offbeat.model.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AlertFormatTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Topic TOPIC = Topic.of("arn:aws:sns:eu-central-1:123456789012:alerts");

  @ParameterizedTest
  @EnumSource(Change.class)
  void the_json_event_is_as_its_schema_says(Change change) throws IOException {
    JsonNode schema = JSON.readTree(Files.readString(Path.of("../docs/schema/alert-1.json")));
    JsonNode event = render(AlertFormat.JSON, alert("pump-7", change));

    assertThat(event.propertyNames())
        .containsExactlyInAnyOrderElementsOf(schema.get("properties").propertyNames());
    assertThat(schema.get("required")).hasSize(event.size());
    event
        .properties()
        .forEach(
            field -> assertValid(field.getValue(), schema.get("properties").get(field.getKey())));
  }

  private static void assertValid(JsonNode value, JsonNode schema) {
    boolean typed =
        switch (schema.get("type").asString()) {
          case "string" -> value.isString();
          case "object" -> value.isObject();
          case "integer" -> value.isIntegralNumber();
          default -> value.isNumber();
        };
    assertThat(typed).as("%s as %s", value, schema).isTrue();
    if (schema.has("enum")) {
      assertThat(schema.get("enum")).contains(value);
    }
    if (schema.has("pattern")) {
      assertThat(value.asString()).matches(schema.get("pattern").asString());
    }
    if (schema.has("maxLength")) {
      assertThat(value.asString()).hasSizeLessThanOrEqualTo(schema.get("maxLength").asInt());
    }
  }

  @Test
  void a_chat_message_is_of_the_custom_schema_and_one_thread_an_incident() {
    Alert opened = alert("pump-7", Change.OPENED);
    Alert resolved = alert("pump-7", Change.RESOLVED);
    JsonNode chat = render(AlertFormat.CHAT, opened);

    assertThat(chat.get("version").asString()).isEqualTo("1.0");
    assertThat(chat.get("source").asString()).isEqualTo("custom");
    assertThat(chat.at("/content/textType").asString()).isEqualTo("client-markdown");
    assertThat(chat.propertyNames()).containsOnly("version", "source", "id", "content", "metadata");
    assertThat(chat.at("/metadata/threadId"))
        .isEqualTo(render(AlertFormat.CHAT, resolved).at("/metadata/threadId"));
  }

  @Test
  void a_cloudwatch_message_goes_from_alarm_to_ok_under_one_name() {
    JsonNode opened = render(AlertFormat.CLOUDWATCH, alert("pump-7", Change.OPENED));
    JsonNode resolved = render(AlertFormat.CLOUDWATCH, alert("pump-7", Change.RESOLVED));

    assertThat(opened.get("NewStateValue").asString()).isEqualTo("ALARM");
    assertThat(resolved.get("NewStateValue").asString()).isEqualTo("OK");
    assertThat(opened.get("AlarmName")).isEqualTo(resolved.get("AlarmName"));
    assertThat(opened.get("AWSAccountId").asString()).isEqualTo("123456789012");
    assertThat(opened.get("StateChangeTime").asString()).isEqualTo("2026-11-25T12:00:00.000+0000");
    assertThat(opened.at("/Trigger/Dimensions/0/value").asString()).isEqualTo("pump-7");
  }

  @Test
  void a_notice_is_no_alarm() {
    assertThat(AlertFormat.CLOUDWATCH.message(alert("pump-7", Change.NOTICE), TOPIC)).isEmpty();
  }

  @Test
  void a_hostile_name_in_a_chat_is_no_mention_no_link_and_ends_no_code_block() {
    JsonNode content =
        render(AlertFormat.CHAT, alert("<!channel> `@here` [a](b)", Change.OPENED)).get("content");

    assertThat(content.get("title").asString()).doesNotContain("<", "`", "@", "](");
    String description = content.get("description").asString();
    assertThat(description).startsWith("```\n").endsWith("\n```").doesNotContain("<!");
    assertThat(description.substring(3, description.length() - 3)).doesNotContain("`");
  }

  @Test
  void a_hostile_name_in_a_text_or_an_alarm_holds_no_markup_and_no_controls() {
    Alert alert = alert("<!channel> *b* [a](http://e) \u202e <script>", Change.OPENED);
    JsonNode text = render(AlertFormat.TEXT, alert);
    JsonNode alarm = render(AlertFormat.CLOUDWATCH, alert);

    for (JsonNode shown :
        List.of(
            text.get("default"),
            text.get("sms"),
            alarm.get("AlarmDescription"),
            alarm.get("NewStateReason"))) {
      assertThat(shown.asString()).doesNotContain("<", ">", "\u202e", "\u001b");
    }
  }

  @Test
  void a_hostile_name_in_a_json_event_is_what_it_is_and_breaks_nothing() {
    String name = "\"},{\"a\":\"\\ <b> @x";

    assertThat(render(AlertFormat.JSON, alert(name, Change.OPENED)).get("device").asString())
        .isEqualTo(name);
  }

  private static JsonNode render(AlertFormat format, Alert alert) {
    return JSON.readTree(format.message(alert, TOPIC).orElseThrow());
  }

  private static Alert alert(String device, Change change) {
    Incident incident =
        Incident.first(
            Group.device(device),
            List.of(spike(device, "temperature", 0).started()),
            EpisodeStory.NOON);
    return new AlertText(Policy.DEFAULT, ZoneOffset.UTC, "s3://offbeat")
        .alert(incident, new Occasion(change, Severity.HIGH, EpisodeStory.NOON, List.of()));
  }
}
