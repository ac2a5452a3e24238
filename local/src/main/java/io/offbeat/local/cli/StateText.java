package io.offbeat.local.cli;

import io.offbeat.detection.Episode;
import io.offbeat.detector.Device;
import io.offbeat.detector.SeriesSummary;
import io.offbeat.model.Range;
import java.io.PrintWriter;
import java.time.Duration;
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
    line("%s", device.name());
    line(
        "  saved          %d times; %d series; %d events wait",
        device.version(), device.size(), device.outbox().size());
    line("  last arrival   %s", device.lastArrival());
    device
        .applied()
        .forEach((shard, position) ->
            line(
                "  applied        %s up to %s/%d",
                shard, position.sequenceNumber(), position.ordinal()));
  }

  void print(SeriesSummary series) {
    String unit = series.unit().isEmpty() ? "" : " " + series.unit();
    line("");
    line("  %s", series.series().metric());
    line("    newest       %s%s at %s", number(series.value()), unit, series.newest());
    line(
        "    normally     mean %s, deviation %s; usual %s",
        number(series.mean()),
        number(series.deviation()),
        series.usual().map(range -> range(range) + unit).orElse("not known yet: warming up"));
    line("    silence      %s", silence(series));
    line("    episode      %s", series.episode().map(StateText::episode).orElse("none is open"));
    line("    recent       %s", numbers(series.recent()));
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
        .orElse("not watched: it has not been regular for long enough");
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

  private static String numbers(List<Double> values) {
    return values.stream().map(StateText::number).collect(Collectors.joining(" "));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.5g", value);
  }

  private void line(String format, Object... arguments) {
    out.println(String.format(Locale.ROOT, format, arguments));
  }
}
