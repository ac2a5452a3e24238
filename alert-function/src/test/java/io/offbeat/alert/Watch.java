package io.offbeat.alert;

import static io.offbeat.alert.EpisodeStory.messages;
import static io.offbeat.alert.EpisodeStory.noPatience;

import io.offbeat.alert.Alert.Change;
import io.offbeat.model.Census;
import io.offbeat.model.EpisodeEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The alert function and its timer on ports in memory, in a time that only the test moves.
final class Watch {
  final InMemoryIncidentStore store = new InMemoryIncidentStore();
  final InMemoryAlertPublisher publisher = new InMemoryAlertPublisher();
  final InMemoryQuarantine quarantine = new InMemoryQuarantine();
  final InMemoryStormStore storms = new InMemoryStormStore();
  private final Policy policy;
  private final int census;
  private Instant now = EpisodeStory.NOON;

  Watch() {
    this(Policy.DEFAULT, 0);
  }

  Watch(Policy policy, int census) {
    this.policy = policy;
    this.census = census;
  }

  Course course() {
    return new Course(policy, new AlertText(policy, ZoneOffset.UTC, "s3://offbeat"), store::open);
  }

  /// A fleet whose every device has the metric of the tests.
  static Fleet fleet(int census) {
    var counted = new Census(EpisodeStory.NOON, census, Map.of("temperature", census));
    return new Fleet(() -> Optional.of(counted));
  }

  AlertBatch batch(IncidentStore incidents, AlertPublisher alerts, Quarantine poison) {
    return new AlertBatch(
        new AlertBatch.Ports(incidents, brake(alerts), poison), course(), fleet(census), () -> now);
  }

  Brake brake(AlertPublisher alerts) {
    return new Brake(storms, alerts, Brake.MOST, () -> now);
  }

  AlertBatch batch() {
    return batch(store, publisher, quarantine);
  }

  TimerBatch timer(IncidentStore incidents, AlertPublisher alerts) {
    return new TimerBatch(incidents, brake(alerts), course(), fleet(census), () -> now);
  }

  /// Tells events that all arrive at a minute.
  AlertBatch.Outcome tell(int minute, EpisodeEvent... events) {
    passTo(minute);
    return batch().process(messages(List.of(events)), noPatience());
  }

  /// Lets time pass, a round of the timer at each full minute up to this one.
  List<TimerBatch.Outcome> passTo(int minute) {
    var outcomes = new ArrayList<TimerBatch.Outcome>();
    while (now.isBefore(EpisodeStory.minute(minute))) {
      now = now.plus(Duration.ofMinutes(1));
      outcomes.add(timer(store, publisher).process(noPatience()));
    }
    return outcomes;
  }

  /// Lets time pass while no timer runs.
  void skipTo(int minute) {
    now = EpisodeStory.minute(minute);
  }

  Instant now() {
    return now;
  }

  Optional<Incident> incident(String device) {
    return store.load(Group.device(device));
  }

  List<Change> changes() {
    return publisher.published().stream().map(Alert::change).toList();
  }

  List<String> subjects() {
    return publisher.published().stream().map(Alert::subject).toList();
  }
}
