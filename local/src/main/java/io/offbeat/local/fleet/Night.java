package io.offbeat.local.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.offbeat.model.Reading;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.rules.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// One bad night on call, after ten days in which all was well: the night in which the clocks of
/// Europe go back, 24 to 25 October 2026. What happens in it is a script; only the noise is random,
/// and the same on every machine.
///
/// The devices live by the wall clock of Berlin, so after the change their whole day comes an hour
/// late by UTC: nobody is to hear of that.
public final class Night {
  /// Time between two readings of a series.
  public static final Duration CADENCE = Duration.ofMinutes(1);

  /// Event time of the first readings.
  public static final Instant START = Instant.parse("2026-10-14T16:00:00Z");

  /// When the night begins: 18:00 in Berlin.
  public static final Instant DUSK = Instant.parse("2026-10-24T16:00:00Z");

  /// When the watch is over: 09:00 in Berlin.
  public static final Instant DAWN = Instant.parse("2026-10-25T08:00:00Z");

  /// At 03:00 in Berlin it becomes 02:00.
  private static final Instant CLOCKS_BACK = Instant.parse("2026-10-25T01:00:00Z");

  private static final Duration HOUR = Duration.ofHours(1);
  private static final int PUMPS_A = 10;
  private static final int PUMPS_B = 4;
  private static final long SEED = 1;

  private static final List<Metric> METRICS =
      List.of(
          new Metric("temperature", "Cel", 1, 48, 6, 0, 0, 0.5, 0),
          new Metric("pressure", "bar", 2, 6, 0, 0, 0, 0.05, 0));

  private static final String RULES =
      """
      {
        "rules": [
          {
            "//": "A leak takes hours; a quarter of one is soon enough to hear of it.",
            "device": "*-pump-*", "metric": "pressure", "zone": "Europe/Berlin", "for": "15m",
            "runbook": "https://wiki.example.org/pumps/{metric}"
          },
          {"device": "*-pump-*", "zone": "Europe/Berlin", "for": "3m", "runbook": "https://wiki.example.org/pumps/{metric}"}
        ],
        "mutes": [
          {"device": "b-pump-01", "days": ["sat"], "from": "22:00", "to": "23:30", "zone": "Europe/Berlin", "author": "ada", "reason": "filter change"}
        ]
      }
      """;

  private final List<Scene> scenes =
      List.of(
          Scene.off("b-pump-03 has a loose contact", "b-pump-03", "temperature", -60)
              .from("18:30")
              .to("20:30")
              .onceEvery(Duration.ofMinutes(10), Duration.ofMinutes(2)),
          Scene.off("a-pump-05 loses pressure little by little", "a-pump-05", "pressure", -14)
              .from("19:00")
              .to("23:00")
              .growing(),
          Scene.off("b-pump-01 is under maintenance, and muted", "b-pump-01", "pressure", -30)
              .from("20:10")
              .to("21:10"),
          Scene.gone("a power cut: the ten pumps of hall a are dark for 40 min", "a-pump-")
              .from("23:20")
              .to("24:00"),
          Scene.off("b-pump-02 throws single readings far out", "b-pump-02", "pressure", 60)
              .from("26:00")
              .to("31:00")
              .onceEvery(Duration.ofHours(2), CADENCE),
          Scene.gone("b-pump-04 is lost", "b-pump-04").from("28:00").to("40:00"));

  /// The script, a line a scene, in the order of time.
  public List<String> script() {
    var lines = new ArrayList<>(scenes.stream().map(Scene::told).toList());
    lines.add("%s the clocks go back, and the pumps' day with them".formatted(CLOCKS_BACK));
    return lines.stream().sorted().toList();
  }

  /// The rules in force.
  public Rules rules() {
    return Rules.parse(RULES.getBytes(UTF_8));
  }

  /// All readings in the order of time, made while they are asked for.
  public Stream<DeviceReadings> readings() {
    Map<String, Map<SeriesKey, SimulatedSeries>> pumps = new LinkedHashMap<>();
    Stream.concat(hall("a-pump-%02d", PUMPS_A), hall("b-pump-%02d", PUMPS_B))
        .forEach(pump -> pumps.put(pump, series(pump)));
    long ticks = Duration.between(START, DAWN).dividedBy(CADENCE);
    return LongStream.range(0, ticks)
        .mapToObj(tick -> START.plus(CADENCE.multipliedBy(tick)))
        .flatMap(at ->
            pumps.entrySet().stream().flatMap(pump -> at(pump.getKey(), pump.getValue(), at)));
  }

  private static Stream<String> hall(String pattern, int pumps) {
    return IntStream.rangeClosed(1, pumps).mapToObj(pattern::formatted);
  }

  private static Map<SeriesKey, SimulatedSeries> series(String pump) {
    Map<SeriesKey, SimulatedSeries> series = new LinkedHashMap<>();
    for (Metric metric : METRICS) {
      var key = new SeriesKey(pump, metric.name());
      var random = new SplittableRandom(SEED * 1_000_003 + key.toString().hashCode());
      series.put(key, new SimulatedSeries(metric, random));
    }
    return series;
  }

  private Stream<DeviceReadings> at(
      String pump, Map<SeriesKey, SimulatedSeries> series, Instant at) {
    Instant wall = at.isBefore(CLOCKS_BACK) ? at : at.minus(HOUR);
    double seconds = Duration.between(START, wall).toSeconds();
    var readings = new ArrayList<Reading>();
    series.forEach((key, simulated) -> {
      double fault = scenes.stream().mapToDouble(scene -> scene.size(key, at)).sum();
      readings.add(new Reading(key, at, simulated.next(seconds, fault), simulated.unit()));
    });
    return scenes.stream().anyMatch(scene -> scene.hides(pump, at))
        ? Stream.empty()
        : Stream.of(new DeviceReadings(pump, at, readings));
  }
}
