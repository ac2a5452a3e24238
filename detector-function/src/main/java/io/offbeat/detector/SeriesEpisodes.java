package io.offbeat.detector;

import io.offbeat.detection.Episode;
import io.offbeat.detection.Episode.Step;
import io.offbeat.detection.Judgement;
import io.offbeat.model.EpisodeEvent.Change;
import io.offbeat.model.Reading;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// The episode that a series is in, and the newest one that it was in.
final class SeriesEpisodes {
  private static final int SILENT = 1;
  private static final int HISTORIC = 2;
  private static final int OPEN = 4;
  private static final int TOLD = 8;

  private @Nullable Episode open;

  /// Whether nothing fresh is known of the open episode.
  private boolean historic;

  /// The newest episode, open or ended: what feedback may mean. Null before the first.
  private @Nullable Told told;

  /// What is remembered of an episode.
  ///
  /// @param start event time of its first reading
  /// @param end event time of its newest one
  /// @param peak the value furthest from normal
  private record Told(Instant start, Instant end, double peak) {}

  /// What there is to tell of an episode.
  record Happened(Change change, Episode episode) {}

  /// No episode was ever open.
  static SeriesEpisodes none() {
    return new SeriesEpisodes();
  }

  /// The open episode; empty when none is.
  Optional<Episode> open() {
    return Optional.ofNullable(open);
  }

  /// Whether nothing fresh is known of the newest episode.
  boolean isHistoric() {
    return historic;
  }

  /// The peak of the newest episode, when an instant lies inside it.
  OptionalDouble peakAt(Instant at) {
    return told != null && !at.isBefore(told.start()) && !at.isAfter(told.end())
        ? OptionalDouble.of(told.peak())
        : OptionalDouble.empty();
  }

  /// Takes in a learned reading.
  ///
  /// @param old whether it was over long before it arrived
  /// @return what there is to tell of that
  Optional<Happened> next(Judgement judgement, Reading reading, boolean old) {
    Step step = Episode.next(open, judgement, reading.at(), reading.value());
    Episode newer = step instanceof Step.Ended(var ended) ? ended : step.open();
    told = newer == null ? told : new Told(newer.start(), reading.at(), newer.peak());
    open = step.open();
    return change(step, old).map(change -> new Happened(change, Objects.requireNonNull(newer)));
  }

  /// What there is to tell of a step. An episode of the past that still goes on is told of once
  /// more, as one that becomes worse.
  private Optional<Change> change(Step step, boolean old) {
    boolean past = historic;
    return switch (step) {
      case Step.None() -> Optional.empty();
      case Step.Started _ -> {
        historic = old;
        yield Optional.of(Change.STARTED);
      }
      case Step.Ongoing _ -> {
        historic &= old;
        yield past && !historic ? Optional.of(Change.ESCALATED) : Optional.empty();
      }
      case Step.Escalated _ -> {
        historic &= old;
        yield Optional.of(Change.ESCALATED);
      }
      case Step.Ended _ -> Optional.of(Change.ENDED);
    };
  }

  /// Writes them, with whether the series is silent.
  void encode(boolean silent, DataOutput out) throws IOException {
    out.writeByte(
        (silent ? SILENT : 0)
            | (historic ? HISTORIC : 0)
            | (open != null ? OPEN : 0)
            | (told != null ? TOLD : 0));
    if (open != null) {
      open.encode(out);
    }
    if (told != null) {
      Instants.encode(told.start(), out);
      Instants.encode(told.end(), out);
      out.writeDouble(told.peak());
    }
  }

  static boolean isSilent(int flags) {
    return (flags & SILENT) != 0;
  }

  static SeriesEpisodes decode(int flags, DataInput in) throws IOException {
    var episodes = new SeriesEpisodes();
    episodes.historic = (flags & HISTORIC) != 0;
    episodes.open = (flags & OPEN) != 0 ? Episode.decode(in) : null;
    episodes.told =
        (flags & TOLD) != 0
            ? new Told(Instants.decode(in), Instants.decode(in), in.readDouble())
            : null;
    return episodes;
  }
}
