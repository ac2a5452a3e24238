package io.offbeat.alert;

import io.offbeat.lambda.Patience;
import io.offbeat.lambda.Tally;
import io.offbeat.lambda.TransientFailure;
import io.offbeat.model.EpisodeEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// All that waits, each minute and when it is woken: opens, resolves, reminds, ends mutes, settles
/// what flaps, sends what is left in outboxes. One query says what is due; with nothing due,
/// nothing is written. Rounds may overlap: each save is conditional, so what two of them see one of
/// them does.
public final class TimerBatch {
  private final Desk.Ports ports;
  private final Course course;
  private final Fleet fleet;
  private final InstantSource clock;

  /// How a round ended.
  ///
  /// @param tally what it did
  /// @param trouble what could not be done, in words; empty when all could: the next round tries
  ///   again
  public record Outcome(Tally<AlertCount> tally, List<String> trouble) {}

  /// @param incidents keeps the incidents
  /// @param brake tells people
  /// @param course says what becomes of incidents
  /// @param fleet tells when devices fall ill together
  /// @param clock the time
  public TimerBatch(
      IncidentStore incidents, Brake brake, Course course, Fleet fleet, InstantSource clock) {
    this.ports = new Desk.Ports(incidents, brake);
    this.course = course;
    this.fleet = fleet;
    this.clock = clock;
  }

  /// One round.
  public Outcome process(Patience patience) {
    Instant now = clock.instant();
    Tally<AlertCount> tally = AlertCount.tally();
    var trouble = new ArrayList<String>();
    var desk = new Desk(ports, course, patience, tally, now);
    try {
      List<Incident> young =
          patience.call(() -> ports.incidents().due(now.plus(Course.YOUNG))).stream()
              .flatMap(group -> desk.load(group).stream())
              .toList();
      List<Group> absorbed = absorb(young, desk, tally, now);
      for (Incident incident : young) {
        if (isDue(incident, now) && !absorbed.contains(incident.group())) {
          look(incident.group(), desk, tally, trouble);
        }
      }
      ports
          .brake()
          .digest(patience)
          .ifPresent(digest -> {
            tally.add(AlertCount.PUBLISHED, 1);
            tally.add(AlertCount.of(digest.change()), 1);
          });
    } catch (TransientFailure failure) {
      trouble.add(String.valueOf(failure.getMessage()));
    }
    return new Outcome(tally, trouble);
  }

  private static boolean isDue(Incident incident, Instant now) {
    Instant due = incident.due();
    return due != null && !due.isAfter(now);
  }

  private static void look(Group group, Desk desk, Tally<AlertCount> tally, List<String> trouble) {
    try {
      desk.change(group, loaded -> loaded.orElseThrow());
      tally.add(AlertCount.DUE, 1);
    } catch (TransientFailure failure) {
      trouble.add(String.valueOf(failure.getMessage()));
    }
  }

  /// Makes one incident of those that make a fleet. Each of them is marked first, so that nothing
  /// more happens to it by itself; then the fleet's is told of all that is marked; then the marks
  /// are taken off. Wherever this stops, the next round finds the marks and goes on.
  private List<Group> absorb(
      List<Incident> young, Desk desk, Tally<AlertCount> tally, Instant now) {
    var marked =
        new ArrayList<>(young.stream().filter(incident -> incident.told().isJoining()).toList());
    for (Incident incident : joining(young, desk, now)) {
      Incident after = desk.change(incident.group(), loaded -> mark(incident, loaded, now));
      if (after.told().isJoining()) {
        marked.add(after);
        tally.add(AlertCount.ABSORBED, 1);
      }
    }
    if (!marked.isEmpty()) {
      Incident fleet = desk.change(Group.FLEET, loaded -> joined(loaded, marked, now));
      marked.forEach(incident ->
          desk.change(incident.group(), loaded -> part(incident, loaded, fleet.id(), now)));
    }
    return marked.stream().map(Incident::group).toList();
  }

  /// Those of the young incidents that are the fleet's.
  private List<Incident> joining(List<Incident> young, Desk desk, Instant now) {
    List<Incident> candidates =
        young.stream()
            .filter(i -> !i.isResolved() && i.group().scope() != Group.Scope.FLEET)
            .filter(i -> i.facts().start().plus(Course.YOUNG.multipliedBy(2)).isAfter(now))
            .toList();
    List<EpisodeEvent> events =
        candidates.stream()
            .flatMap(i -> i.facts().troubles().values().stream().map(Trouble::newest))
            .toList();
    if (events.isEmpty()) {
      return List.of();
    }
    Predicate<EpisodeEvent> claimed = fleet.claim(events, desk.load(Group.FLEET));
    return candidates.stream()
        .filter(i -> i.facts().troubles().values().stream().anyMatch(t -> claimed.test(t.newest())))
        .toList();
  }

  private Incident mark(Incident told, Optional<Incident> loaded, Instant now) {
    Incident incident = loaded.orElse(told);
    return incident.isResolved() ? incident : course.joining(incident, now);
  }

  /// The mark is taken off what the fleet's was told of; what has changed since is told next time.
  private static Incident part(
      Incident told, Optional<Incident> loaded, String fleet, Instant now) {
    Incident incident = loaded.orElse(told);
    boolean heard = incident.told().isJoining() && incident.facts().equals(told.facts());
    return heard
        ? incident.knowing(incident.facts(), incident.told().absorbed(fleet, now))
        : incident;
  }

  /// The fleet's incident with what joins it, or its next one.
  private static Incident joined(Optional<Incident> fleet, List<Incident> joining, Instant now) {
    // Whoever took long to get here may bring what an earlier incident of the fleet was about.
    List<Facts> fresh =
        joining.stream()
            .flatMap(i -> i.facts().without(event -> isOldNews(fleet, event)).stream())
            .toList();
    if (fresh.isEmpty()) {
      return fleet.orElseThrow();
    }
    Facts known = fresh.stream().reduce(Facts::merge).orElseThrow();
    EpisodeEvent event = known.mostSeriousFirst().getFirst().newest();
    return fleet
        .map(last ->
            last.isResolved()
                ? last.followedBy(event, known, now)
                : last.knowing(last.facts().merge(known)))
        .orElseGet(() ->
            Incident.first(Group.FLEET, List.of(event), joining.getFirst().told().seenAt())
                .knowing(known));
  }

  /// Whether the episode is one of an incident of the fleet that is over.
  private static boolean isOldNews(Optional<Incident> fleet, EpisodeEvent event) {
    return fleet
        .filter(last -> last.isSettled(event) || (last.isResolved() && last.facts().cover(event)))
        .isPresent();
  }
}
