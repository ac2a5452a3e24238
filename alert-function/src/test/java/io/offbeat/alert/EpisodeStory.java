package io.offbeat.alert;

import io.offbeat.lambda.Patience;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.EpisodeEvent.Change;
import io.offbeat.model.Kind;
import io.offbeat.model.Range;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.Severity;
import io.offbeat.model.wire.EpisodeEventCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// One episode's events as a detector tells them, for tests. Minutes count from [#NOON].
record EpisodeStory(SeriesKey series, String unit, Kind kind, Range usual, int startMinute) {
  static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  static EpisodeStory spike(String device, String metric, int startMinute) {
    return new EpisodeStory(
        new SeriesKey(device, metric), "Cel", Kind.SPIKE, new Range(61, 78), startMinute);
  }

  EpisodeStory of(Kind other) {
    return new EpisodeStory(series, unit, other, usual, startMinute);
  }

  EpisodeEvent started(double value, Severity severity) {
    return event(Change.STARTED, startMinute, value, value, severity);
  }

  EpisodeEvent started() {
    return started(91.2, Severity.HIGH);
  }

  EpisodeEvent escalated(int minute, double value, Severity severity) {
    return event(Change.ESCALATED, minute, value, value, severity);
  }

  EpisodeEvent ended(int minute, double peak, Severity severity) {
    return event(Change.ENDED, minute, 70, peak, severity);
  }

  EpisodeEvent ended(int minute) {
    return ended(minute, 91.2, Severity.HIGH);
  }

  private EpisodeEvent event(
      Change change, int minute, double value, double peak, Severity severity) {
    double score = Math.clamp(Math.abs(peak) / (1 + Math.abs(peak)), 0, 0.999);
    return new EpisodeEvent(
        change,
        series,
        unit,
        kind,
        severity,
        minute(startMinute),
        minute(minute),
        value,
        peak,
        score,
        0.5,
        usual,
        usual,
        "",
        false,
        false,
        List.of(66.0, 68.0, 71.0, 70.0, 69.0, 72.0, value));
  }

  static Instant minute(int minute) {
    return NOON.plus(Duration.ofMinutes(minute));
  }

  /// The events as the queue delivers them; equal events share an id.
  static List<EpisodeMessage> messages(List<EpisodeEvent> events) {
    return events.stream().map(EpisodeStory::message).toList();
  }

  static EpisodeMessage message(EpisodeEvent event) {
    return new EpisodeMessage(event.eventId(), NOON, EpisodeEventCodec.encode(event));
  }

  /// The events in another order, some of them twice.
  static List<EpisodeEvent> scrambled(List<EpisodeEvent> events, Random random) {
    var all = new ArrayList<>(events);
    events.stream().filter(_ -> random.nextBoolean()).forEach(all::add);
    Collections.shuffle(all, random);
    return all;
  }

  /// No time to wait: each call is made once.
  static Patience noPatience() {
    return new Patience(
        new Patience.Timer() {
          @Override
          public Duration remaining() {
            return Patience.RESERVE;
          }

          @Override
          public void pause(Duration duration) {
            throw new IllegalStateException("there is no time to wait");
          }
        },
        new Random(1));
  }
}
