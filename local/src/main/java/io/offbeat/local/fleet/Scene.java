package io.offbeat.local.fleet;

import io.offbeat.model.SeriesKey;
import java.time.Duration;
import java.time.Instant;

/// Something that happens in a night.
///
/// @param title what it is, in words
/// @param device the device, or how the names of all that are meant begin
/// @param metric the metric; empty: the device sends nothing
/// @param size by how many standard deviations of its noise the series is off
/// @param from when it begins
/// @param to when it is over
/// @param every how often it comes back; zero: it lasts from beginning to end
/// @param lasting how long it stays each time
/// @param creeping whether it grows from nothing
record Scene(
    String title,
    String device,
    String metric,
    double size,
    Instant from,
    Instant to,
    Duration every,
    Duration lasting,
    boolean creeping) {

  private static final Instant MIDNIGHT = Instant.parse("2026-10-24T00:00:00Z");

  /// A series that is off.
  static Scene off(String title, String device, String metric, double size) {
    return new Scene(
        title, device, metric, size, MIDNIGHT, MIDNIGHT, Duration.ZERO, Duration.ZERO, false);
  }

  /// Devices that send nothing.
  static Scene gone(String title, String device) {
    return off(title, device, "", 0);
  }

  /// @param clock hours and minutes by UTC, counted from the midnight before the night
  Scene from(String clock) {
    return new Scene(title, device, metric, size, at(clock), to, every, lasting, creeping);
  }

  /// @param clock hours and minutes by UTC, counted from the midnight before the night
  Scene to(String clock) {
    return new Scene(title, device, metric, size, from, at(clock), every, lasting, creeping);
  }

  Scene onceEvery(Duration time, Duration stay) {
    return new Scene(title, device, metric, size, from, to, time, stay, creeping);
  }

  Scene growing() {
    return new Scene(title, device, metric, size, from, to, every, lasting, true);
  }

  /// By how much a series is off at an instant.
  double size(SeriesKey series, Instant at) {
    if (metric.isEmpty()
        || !series.device().equals(device)
        || !series.metric().equals(metric)
        || !isOn(at)) {
      return 0;
    }
    double share = (double) Duration.between(from, at).toSeconds() / lasts().toSeconds();
    return creeping ? size * share : size;
  }

  /// Whether a device sends nothing at an instant.
  boolean hides(String name, Instant at) {
    return metric.isEmpty() && name.startsWith(device) && isOn(at);
  }

  /// The scene in one line.
  String told() {
    return from + " " + title;
  }

  private boolean isOn(Instant at) {
    if (at.isBefore(from) || !at.isBefore(to)) {
      return false;
    }
    return every.isZero()
        || Duration.between(from, at).toSeconds() % every.toSeconds() < lasting.toSeconds();
  }

  private Duration lasts() {
    return Duration.between(from, to);
  }

  private static Instant at(String clock) {
    String[] parts = clock.split(":", -1);
    return MIDNIGHT.plus(
        Duration.ofHours(Long.parseLong(parts[0])).plusMinutes(Long.parseLong(parts[1])));
  }
}
