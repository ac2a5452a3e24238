package io.offbeat.alert;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// The shapes in which an alert is published, told apart by the message attribute `format` that a
/// subscription filters on.
public enum AlertFormat {
  /// Plain text for mail, and the subject for a phone.
  TEXT {
    @Override
    Optional<String> message(Alert alert, Topic topic) {
      String text = Bytes.fitting(alert.text());
      var texts = new LinkedHashMap<String, Object>();
      texts.put("default", text);
      texts.put("email", text);
      // A subject is short and plain enough for one part of 140 bytes.
      texts.put("sms", alert.subject());
      return Optional.of(json(texts));
    }
  },
  /// All that an alert knows, for programs: docs/schema/alert-1.json.
  JSON {
    @Override
    Optional<String> message(Alert alert, Topic topic) {
      Alert.About about = alert.about();
      var fields = new LinkedHashMap<String, Object>();
      fields.put("version", 1);
      fields.put("id", alert.id());
      fields.put("incident", alert.incident());
      fields.put("change", alert.change().label());
      fields.put("severity", alert.severity().label());
      fields.put("cause", about.cause().label());
      fields.put("group", about.group());
      fields.put("device", about.device());
      fields.put("metric", about.metric());
      fields.put("kind", about.kind().label());
      fields.put("value", about.value());
      fields.put("unit", about.unit());
      fields.put("low", about.usual().low());
      fields.put("high", about.usual().high());
      fields.put("since", about.since().toString());
      fields.put("at", about.at().toString());
      fields.put("devices", about.devices());
      fields.put("runbook", about.runbook());
      fields.put("subject", alert.subject());
      fields.put("text", Bytes.fitting(alert.text()));
      return Optional.of(json(fields));
    }
  },
  /// The custom schema of Amazon Q Developer in chat applications, for Slack and Teams, a thread an
  /// incident (https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html).
  CHAT {
    @Override
    Optional<String> message(Alert alert, Topic topic) {
      var content = new LinkedHashMap<String, Object>();
      content.put("textType", "client-markdown");
      content.put("title", PlainText.withoutMarkup(alert.subject()));
      content.put(
          "description",
          "```\n" + PlainText.clip(alert.text().replace('`', '\''), CHAT_TEXT) + "\n```");
      if (!alert.about().runbook().isEmpty()) {
        content.put("nextSteps", List.of("Runbook: " + alert.about().runbook()));
      }
      content.put("keywords", List.of(alert.severity().label(), alert.change().label()));
      Map<String, Object> metadata =
          Map.of("threadId", alert.incident(), "eventType", alert.change().label());
      var fields = new LinkedHashMap<String, Object>();
      fields.put("version", "1.0");
      fields.put("source", "custom");
      fields.put("id", alert.id());
      fields.put("content", content);
      fields.put("metadata", metadata);
      return Optional.of(json(fields));
    }
  },
  /// The shape of a CloudWatch alarm's message, which paging tools take over their SNS integration;
  /// a notice is no alarm, and is left out.
  CLOUDWATCH {
    @Override
    Optional<String> message(Alert alert, Topic topic) {
      if (alert.change() == Alert.Change.NOTICE) {
        return Optional.empty();
      }
      boolean over = alert.change() == Alert.Change.RESOLVED;
      String name = "offbeat-" + alert.incident();
      var fields = new LinkedHashMap<String, Object>();
      fields.put("AlarmName", name);
      fields.put("AlarmDescription", alert.subject());
      fields.put("AWSAccountId", topic.account());
      fields.put("NewStateValue", over ? "OK" : "ALARM");
      fields.put("NewStateReason", PlainText.clip(alert.text(), REASON));
      fields.put("StateChangeTime", CHANGED.format(alert.about().at().atOffset(ZoneOffset.UTC)));
      fields.put("Region", topic.region());
      fields.put(
          "AlarmArn",
          "arn:aws:cloudwatch:%s:%s:alarm:%s".formatted(topic.region(), topic.account(), name));
      fields.put("OldStateValue", over ? "ALARM" : "OK");
      fields.put("Trigger", trigger(alert.about()));
      return Optional.of(json(fields));
    }
  };

  private static final int CHAT_TEXT = 7_000;
  private static final int REASON = 1_000;

  private static final DateTimeFormatter CHANGED =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxx", Locale.ROOT);

  private static final JsonMapper MAPPER = new JsonMapper();

  /// Where alerts are published.
  ///
  /// @param account number of the account
  /// @param region its region
  record Topic(String account, String region) {
    /// The topic that an ARN names.
    static Topic of(String arn) {
      String[] parts = arn.split(":", -1);
      return parts.length < 5 ? new Topic("", "") : new Topic(parts[4], parts[3]);
    }
  }

  /// The message; empty when this alert has none in this format.
  abstract Optional<String> message(Alert alert, Topic topic);

  /// The name in the attribute `format`, lower case.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static String json(Map<String, Object> fields) {
    return MAPPER.writeValueAsString(fields);
  }

  private static Map<String, Object> trigger(Alert.About about) {
    var trigger = new LinkedHashMap<String, Object>();
    trigger.put("MetricName", about.metric());
    trigger.put("Namespace", "Offbeat");
    trigger.put("StatisticType", "Statistic");
    trigger.put("Statistic", "MAXIMUM");
    trigger.put("Dimensions", List.of(Map.of("name", "device", "value", about.device())));
    trigger.put("Period", 60);
    trigger.put("EvaluationPeriods", 1);
    trigger.put("ComparisonOperator", "LessThanLowerOrGreaterThanUpperThreshold");
    trigger.put("Threshold", about.usual().high());
    trigger.put("TreatMissingData", "missing");
    return trigger;
  }
}
