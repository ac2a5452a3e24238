package io.offbeat.model.rules;

import io.offbeat.model.SeriesKey;
import java.time.Instant;
import java.util.Optional;

/// A time in which nobody is told of some series.
///
/// @param device matches the devices
/// @param metric matches the metrics
/// @param group matches the names of the groups that the devices belong to; a device on its own
///   belongs to one without a name
/// @param window when it holds
/// @param author who asked for it
/// @param reason why
public record Mute(
    Glob device, Glob metric, Glob group, MuteWindow window, String author, String reason) {

  /// That a series is muted.
  ///
  /// @param until when it is heard again
  /// @param author who asked for that
  /// @param reason why
  public record Muted(Instant until, String author, String reason) {}

  /// How the mute holds for a series at an instant; empty when it does not.
  ///
  /// @param groupName name of the group that the device belongs to; empty when it is on its own
  Optional<Muted> at(SeriesKey series, String groupName, Instant at) {
    return device.matches(series.device())
            && metric.matches(series.metric())
            && group.matches(groupName)
        ? window.endAt(at).map(until -> new Muted(until, author, reason))
        : Optional.empty();
  }
}
