package io.offbeat.alert;

import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import tools.jackson.databind.json.JsonMapper;

/// A message that can never be an episode event, and why.
///
/// @param message the message
/// @param reason what was expected, and what stood there instead
record Poison(EpisodeMessage message, String reason) {
  private static final JsonMapper JSON = new JsonMapper();

  /// Where the quarantine keeps it: by the message's own time and id, so that a repeat finds it.
  String key() {
    return "quarantine/dt=%s/episodes/%d-%s.json"
        .formatted(
            message.sentAt().atZone(ZoneOffset.UTC).toLocalDate(),
            message.sentAt().toEpochMilli(),
            message.id());
  }

  /// What the quarantine keeps: one line of JSON.
  byte[] object() {
    var object = new LinkedHashMap<String, String>();
    object.put("reason", reason);
    object.put("message", message.id());
    object.put("sentAt", message.sentAt().toString());
    object.put("body", message.body());
    return JSON.writeValueAsBytes(object);
  }
}
