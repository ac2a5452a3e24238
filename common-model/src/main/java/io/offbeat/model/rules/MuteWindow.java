package io.offbeat.model.rules;

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

/// When a mute holds.
public sealed interface MuteWindow {
  /// When the window ends that an instant lies in; empty when it lies in none.
  Optional<Instant> endAt(Instant at);

  /// Once.
  ///
  /// @param from when it begins
  /// @param to when it ends, itself outside; after `from`
  record Once(Instant from, Instant to) implements MuteWindow {
    public Once {
      if (!from.isBefore(to)) {
        throw new IllegalArgumentException("a mute from %s cannot end at %s".formatted(from, to));
      }
    }

    @Override
    public Optional<Instant> endAt(Instant at) {
      return !at.isBefore(from) && at.isBefore(to) ? Optional.of(to) : Optional.empty();
    }
  }

  /// Each week.
  ///
  /// Its ends are what a clock on the wall shows: at the change to summer time the window is an
  /// hour shorter, at the change back an hour longer, and a time that the wall clock skips comes
  /// when the clock has jumped.
  ///
  /// @param days days on which the window begins, at least one
  /// @param from when it begins
  /// @param to when it ends, itself outside; at or before `from`: on the next day
  /// @param zone whose wall clock
  record Weekly(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone)
      implements MuteWindow {
    public Weekly {
      if (days.isEmpty()) {
        throw new IllegalArgumentException("a weekly mute needs a day: " + days);
      }
      days = Collections.unmodifiableSet(EnumSet.copyOf(days));
    }

    @Override
    public Optional<Instant> endAt(Instant at) {
      LocalDate today = at.atZone(zone).toLocalDate();
      return endOf(today, at).or(() -> endOf(today.minusDays(1), at));
    }

    private Optional<Instant> endOf(LocalDate day, Instant at) {
      LocalDate lastDay = from.isBefore(to) ? day : day.plusDays(1);
      Instant begin = ZonedDateTime.of(day, from, zone).toInstant();
      Instant end = ZonedDateTime.of(lastDay, to, zone).withLaterOffsetAtOverlap().toInstant();
      return days.contains(day.getDayOfWeek()) && !at.isBefore(begin) && at.isBefore(end)
          ? Optional.of(end)
          : Optional.empty();
    }
  }
}
