package io.offbeat.local.cli;

import io.offbeat.detection.Baseline;
import io.offbeat.detection.Episode;
import io.offbeat.detector.Device;
import io.offbeat.detector.SeriesSummary;
import io.offbeat.model.Range;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A device's state in words.
final class StateText {
  private final PrintWriter out;

  StateText(PrintWriter out) {
    this.out = out;
  }

  void print(Device device) {
    out.println(device.name());
    out.println(
        "  saved          %d times; %d series; %d events wait"
            .formatted(device.version(), device.size(), device.outbox().size()));
    out.println("  last arrival   " + device.lastArrival());
    device
        .applied()
        .forEach((shard, position) ->
            out.println(
                "  applied        %s up to %s/%d"
                    .formatted(shard, position.sequenceNumber(), position.ordinal())));
  }

  void print(SeriesSummary series) {
    String unit = series.unit().isEmpty() ? "" : " " + series.unit();
    out.println();
    out.println("  " + series.series().metric());
    out.println(
        "    newest       %s%s at %s".formatted(number(series.value()), unit, series.newest()));
    out.println(
        "    normally     mean %s, deviation %s; usual %s"
            .formatted(
                number(series.mean()),
                number(series.deviation()),
                series
                    .usual()
                    .map(range -> range(range) + unit)
                    .orElse("not known yet: warming up")));
    series.alert().ifPresent(alert -> out.println("    anomalous    " + outside(alert, unit)));
    out.println("    silence      " + silence(series));
    out.println(
        "    episode      " + series.episode().map(StateText::episode).orElse("none is open"));
    out.println("    recent       " + numbers(series.recent()));
  }

  private static String silence(SeriesSummary series) {
    if (series.silent()) {
      return "silent since " + series.arrived();
    }
    return series
        .silentAfter()
        .map(limit ->
            "after %s without a reading, at %s"
                .formatted(words(limit), series.arrived().plus(limit)))
        .orElse("not watched: not regular for long enough, or switched off by the rules");
  }

  private static String episode(Episode episode) {
    return "%s, %s, since %s, peak %s"
        .formatted(
            episode.kind().label(),
            episode.severity().label(),
            episode.start(),
            number(episode.peak()));
  }

  private static String words(Duration duration) {
    return duration.toMinutes() > 0
        ? "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart())
        : "%d s".formatted(duration.toSeconds());
  }

  private static String range(Range range) {
    return number(range.low()) + " to " + number(range.high());
  }

  /// The sides that rules switch off are left out.
  private static String outside(Range range, String unit) {
    var sides = new ArrayList<String>();
    if (range.low() > -Baseline.LARGEST) {
      sides.add("below " + number(range.low()) + unit);
    }
    if (range.high() < Baseline.LARGEST) {
      sides.add("above " + number(range.high()) + unit);
    }
    return sides.isEmpty() ? "nowhere, by the rules" : String.join(", ", sides);
  }

  private static String numbers(List<Double> values) {
    return values.stream().map(StateText::number).collect(Collectors.joining(" "));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.5g", value);
  }
}
