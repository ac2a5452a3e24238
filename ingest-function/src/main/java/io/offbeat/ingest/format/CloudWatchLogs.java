package io.offbeat.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.offbeat.ingest.format.Findings.Draft;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What a subscription of CloudWatch Logs sends
/// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html): events of
/// one log group. Readings inside them are read; and all of them count, by log group and minute, as
/// `log.events`, and those that tell of an error as `log.errors`.
///
/// A count holds what one record brought of a minute, at the last event's time.
///
/// @param exact the formats in which a message is meant to hold readings
/// @param any the format of other messages that are JSON
record CloudWatchLogs(List<Format> exact, Format any) implements Format {
  @Override
  public String label() {
    return "cloudwatch";
  }

  @Override
  public boolean recognises(Payload payload) {
    return payload.keys().contains("logGroup");
  }

  @Override
  public List<Decoded> decode(Payload payload) {
    return JsonTrees.readAll(payload, this::add);
  }

  private void add(JsonNode batch, String place, int line, Findings findings) {
    if (JsonTrees.text(batch, "messageType").equals("CONTROL_MESSAGE")) {
      findings.skip(Skip.PROBE, place);
      return;
    }
    String logGroup = JsonTrees.text(batch, "logGroup");
    JsonNode events = batch.path("logEvents");
    Map<Instant, Minute> minutes = new LinkedHashMap<>();
    Allowance.require(events.size());
    for (int i = 0; i < events.size(); i++) {
      String inBatch = place + "/logEvents/" + i;
      JsonNode time = events.path(i).path("timestamp");
      if (!time.canConvertToLong()) {
        findings.poison(Violation.AT_UNREADABLE, inBatch + "/timestamp", line);
        continue;
      }
      Instant at = EventTime.millis(time.longValue());
      String message = JsonTrees.text(events.path(i), "message");
      minutes.computeIfAbsent(minute(at), _ -> new Minute()).add(at, LogLevel.isError(message));
      addReadings(
          new Payload(message.getBytes(UTF_8), at, logGroup, findings.allowance()), findings);
    }
    for (Minute minute : minutes.values()) {
      count(logGroup, "log.events", minute.last, minute.events, place, line, findings);
      count(logGroup, "log.errors", minute.last, minute.errors, place, line, findings);
    }
  }

  private static Instant minute(Instant at) {
    return at.truncatedTo(ChronoUnit.MINUTES);
  }

  private static void count(
      String logGroup,
      String metric,
      Instant at,
      long count,
      String place,
      int line,
      Findings findings) {
    findings.add(new Draft(logGroup, metric, at, Quantity.of(count), ""), place, line);
  }

  /// What is no reading is a log message, and counts as one: only what claims to hold readings can
  /// be poison.
  private void addReadings(Payload message, Findings findings) {
    if (message.keys().isEmpty()) {
      return;
    }
    for (Format format : exact) {
      if (format.recognises(message)) {
        format.decode(message).forEach(findings::add);
        return;
      }
    }
    any.decode(message).stream().filter(Decoded.Sound.class::isInstance).forEach(findings::add);
  }

  /// What happened in a minute.
  private static final class Minute {
    private Instant last = Instant.MIN;
    private long events;
    private long errors;

    void add(Instant at, boolean error) {
      last = at.isAfter(last) ? at : last;
      events++;
      errors += error ? 1 : 0;
    }
  }
}
