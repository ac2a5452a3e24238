package io.offbeat.model.rules;

import io.offbeat.model.SeriesKey;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// A window of each week in which nobody is told of some series.
///
/// Its ends are what a clock on the wall shows: at the change to summer time the window is an hour
/// shorter, at the change back an hour longer, and a time that the wall clock skips comes when the
/// clock has jumped.
///
/// @param device matches the devices
/// @param metric matches the metrics
/// @param days days on which the window begins, at least one
/// @param from when it begins
/// @param to when it ends, itself outside; at or before `from`: on the next day
/// @param zone whose wall clock
public record Mute(
    Glob device, Glob metric, Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
  public Mute {
    days = Collections.unmodifiableSet(EnumSet.copyOf(days));
  }

  /// When the window ends that an instant lies in; empty when the series is not muted then.
  public Optional<Instant> mutedUntil(SeriesKey series, Instant at) {
    return device.matches(series.device()) && metric.matches(series.metric())
        ? windowAt(at)
        : Optional.empty();
  }

  private Optional<Instant> windowAt(Instant at) {
    LocalDate today = at.atZone(zone).toLocalDate();
    return windowOf(today, at).or(() -> windowOf(today.minusDays(1), at));
  }

  private Optional<Instant> windowOf(LocalDate day, Instant at) {
    LocalDate lastDay = from.isBefore(to) ? day : day.plusDays(1);
    Instant begin = ZonedDateTime.of(day, from, zone).toInstant();
    Instant end = ZonedDateTime.of(lastDay, to, zone).withLaterOffsetAtOverlap().toInstant();
    return days.contains(day.getDayOfWeek()) && !at.isBefore(begin) && at.isBefore(end)
        ? Optional.of(end)
        : Optional.empty();
  }
}
