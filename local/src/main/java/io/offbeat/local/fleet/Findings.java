package io.offbeat.local.fleet;

import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.EpisodeEvent.Change;
import io.offbeat.model.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// Compares the episodes that were reported with the faults that were injected.
///
/// A fault is found when an episode of its series starts or escalates between its start and an hour
/// after its end, whatever kind the episode names. An episode that touches no such time is a false
/// alarm. An event that comes twice counts once.
public final class Findings {
  /// Coming back from a fault looks odd too, and belongs to it for so long.
  public static final Duration AFTERMATH = Duration.ofHours(1);

  private final List<Fault> faults;
  private final Map<String, EpisodeEvent> events = new LinkedHashMap<>();

  /// What became of the faults of one kind.
  ///
  /// @param injected how many there were
  /// @param found how many were found
  /// @param medianDelay median time from the first faulty reading to the first sign, in readings;
  ///   empty when none was found
  public record Found(int injected, int found, OptionalLong medianDelay) {}

  /// @param faults what was injected
  public Findings(List<Fault> faults) {
    this.faults = List.copyOf(faults);
  }

  /// Takes note of what was reported.
  public void add(EpisodeEvent event) {
    events.putIfAbsent(event.eventId(), event);
  }

  /// What became of the faults of a kind.
  public Found of(Kind kind) {
    List<Fault> injected = faults.stream().filter(fault -> fault.kind() == kind).toList();
    long[] delays =
        injected.stream().map(this::delay).flatMapToLong(OptionalLong::stream).sorted().toArray();
    OptionalLong median =
        delays.length == 0 ? OptionalLong.empty() : OptionalLong.of(delays[delays.length / 2]);
    return new Found(injected.size(), delays.length, median);
  }

  /// How many episodes were reported.
  public int episodes() {
    return byEpisode().size();
  }

  /// How many episodes have nothing to do with any fault.
  public long falseAlarms() {
    return byEpisode().stream()
        .filter(episode -> faults.stream().noneMatch(fault -> touches(episode, fault)))
        .count();
  }

  private Collection<List<EpisodeEvent>> byEpisode() {
    return events.values().stream()
        .collect(Collectors.groupingBy(EpisodeEvent::episodeId))
        .values();
  }

  private OptionalLong delay(Fault fault) {
    return events.values().stream()
        .filter(event -> event.change() != Change.ENDED && event.series().equals(fault.series()))
        .map(EpisodeEvent::at)
        .filter(at -> !at.isBefore(fault.start()) && !at.isAfter(fault.end().plus(AFTERMATH)))
        .mapToLong(at -> Duration.between(fault.start(), at).dividedBy(Fleet.CADENCE))
        .min();
  }

  private static boolean touches(List<EpisodeEvent> episode, Fault fault) {
    EpisodeEvent any = episode.getFirst();
    Instant end =
        episode.stream()
            .filter(e -> e.change() == Change.ENDED)
            .map(EpisodeEvent::at)
            .findAny()
            .orElse(Instant.MAX);
    return any.series().equals(fault.series())
        && !any.start().isAfter(fault.end().plus(AFTERMATH))
        && !end.isBefore(fault.start());
  }
}
