package io.offbeat.local.storm;

import io.offbeat.alert.Alert;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.EpisodeEvent.Change;
import io.offbeat.model.Kind;
import io.offbeat.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// How long it takes until people know.
final class Latency {
  /// From a first anomalous reading to its event on the topic.
  final List<Duration> toEpisode = new ArrayList<>();

  /// From the event that calls for an alert to the first alert of its incident.
  final List<Duration> episodeToAlert = new ArrayList<>();

  /// From that event's reading.
  final List<Duration> toAlert = new ArrayList<>();

  private final Supplier<Instant> clock;

  /// Of the episodes that started at an instant, the event that calls for an alert.
  private final Map<Instant, Call> calling = new HashMap<>();

  /// @param at event time of its reading
  /// @param published when it came on the topic
  private record Call(Instant at, Instant published) {}

  Latency(Supplier<Instant> clock) {
    this.clock = clock;
  }

  /// Notes an event on the topic.
  void note(EpisodeEvent event) {
    if (event.change() == Change.STARTED) {
      toEpisode.add(Duration.between(event.at(), clock.get()));
    }
    if (!isWaitingForAnother(event)) {
      calling.putIfAbsent(event.start(), new Call(event.at(), clock.get()));
    }
  }

  /// Whether an event is a slight spike's first reading, which calls for no alert.
  private static boolean isWaitingForAnother(EpisodeEvent event) {
    return event.change() == Change.STARTED
        && event.kind() == Kind.SPIKE
        && event.severity().compareTo(Severity.HIGH) < 0;
  }

  /// Notes an alert that went out.
  void note(Alert alert) {
    Call call = calling.get(alert.about().since());
    if (alert.change() == Alert.Change.OPENED && call != null) {
      episodeToAlert.add(Duration.between(call.published(), clock.get()));
      toAlert.add(Duration.between(call.at(), clock.get()));
    }
  }
}
