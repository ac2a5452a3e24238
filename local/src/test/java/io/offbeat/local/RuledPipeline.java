package io.offbeat.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.alert.Alert;
import io.offbeat.alert.InMemoryAlertPublisher;
import io.offbeat.ingest.InMemoryArchive;
import io.offbeat.local.LocalPipeline.Ports;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.EpisodeEvent.Change;
import io.offbeat.model.rules.Rules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/// A local pipeline under a rules file, and what came out of it.
final class RuledPipeline {
  static final Instant START = Instant.parse("2026-03-10T00:00:00Z");
  private static final Clock CLOCK = Clock.fixed(START, ZoneOffset.UTC);

  private final List<EpisodeEvent> episodes = new ArrayList<>();
  private final InMemoryAlertPublisher alerts = new InMemoryAlertPublisher();
  private final InMemoryArchive archive = new InMemoryArchive();

  /// A steady series with one value that is not.
  static IntToDoubleFunction calmBut(int minute, double value) {
    return calmBut(minute, minute + 1, value);
  }

  /// A steady series that for some minutes is not.
  static IntToDoubleFunction calmBut(int from, int to, double value) {
    return i -> i >= from && i < to ? value : 20 + i % 7 * 0.1;
  }

  /// Plays a reading of pump-7 a minute under one rule, its options in single quotes.
  LocalPipeline play(String options, int minutes, IntToDoubleFunction values) {
    LocalPipeline pipeline = pipeline(options);
    play(pipeline, minutes, values);
    return pipeline;
  }

  /// Plays a reading of pump-7 a minute, lets an hour pass, and checks that nothing was lost.
  void play(LocalPipeline pipeline, int minutes, IntToDoubleFunction values) {
    for (int i = 0; i < minutes; i++) {
      put(pipeline, START.plus(Duration.ofMinutes(i)), values.applyAsDouble(i));
    }
    pipeline.drain();
    pipeline.quiet(Duration.ofHours(1));
    assertThat(pipeline.totals().imbalance()).isZero();
  }

  /// A pipeline under one rule, its options in single quotes.
  LocalPipeline pipeline(String options) {
    return pipelineUnder("{'rules': [{'device': 'pump-*', %s}]}".formatted(options));
  }

  /// A pipeline under a file in single quotes.
  LocalPipeline pipelineUnder(String file) {
    Rules rules = Rules.parse(file.replace('\'', '"').getBytes(UTF_8));
    return new LocalPipeline(new Ports(archive, episodes::add, alerts, () -> rules), CLOCK, START);
  }

  static void put(LocalPipeline pipeline, Instant at, double value) {
    put(pipeline, at, at, value);
  }

  static void put(LocalPipeline pipeline, Instant at, Instant arrivedAt, double value) {
    put(pipeline, "pump-7", at, arrivedAt, value);
  }

  static void put(LocalPipeline pipeline, String device, Instant at, double value) {
    put(pipeline, device, at, at, value);
  }

  static void put(
      LocalPipeline pipeline, String device, Instant at, Instant arrivedAt, double value) {
    pipeline.put(device, arrivedAt, reading(device, at, value));
  }

  private static byte[] reading(String device, Instant at, double value) {
    return "{\"device\":\"%s\",\"metric\":\"temperature\",\"at\":\"%s\",\"value\":%s}"
        .formatted(device, at, value)
        .getBytes(UTF_8);
  }

  InMemoryArchive archive() {
    return archive;
  }

  List<EpisodeEvent> episodes() {
    return episodes;
  }

  List<EpisodeEvent> started() {
    return episodes.stream().filter(event -> event.change() == Change.STARTED).toList();
  }

  List<Alert> alerts() {
    return alerts.published();
  }
}
