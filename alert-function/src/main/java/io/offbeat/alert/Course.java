package io.offbeat.alert;

import io.offbeat.alert.Alert.Change;
import io.offbeat.model.Kind;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.Severity;
import io.offbeat.model.rules.Mute.Muted;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// What becomes of an incident as time passes: when people are told, and of what.
///
/// The same incident looked at twice at one instant tells nothing the second time: whatever was
/// told is in it.
public final class Course {
  /// How long it must be over before anyone is told. The detector ends an episode on the fifth
  /// normal reading in a row, so a series of any cadence has shown more than three.
  public static final Duration HOLD = Duration.ofMinutes(5);

  /// How long what came back again and again, or went on until it counted as normal, must be over.
  static final Duration SETTLED = Duration.ofHours(1);

  /// A spike of low or medium severity that has not ended by then is more than one reading.
  static final Duration ENOUGH = Duration.ofMinutes(30);

  /// How long an incident may still become part of a fleet's.
  static final Duration YOUNG = Duration.ofMinutes(5);

  /// So many glitches of a series a day make a notice.
  private static final int GLITCHES = 3;

  /// From so long on, low becomes medium.
  private static final Duration LONG = Duration.ofHours(1);

  private static final Duration DAY = Duration.ofDays(1);

  private final Policy policy;
  private final AlertText text;
  private final Supplier<List<Group>> open;

  /// @param policy what the team has asked for
  /// @param text writes the alerts
  /// @param open tells the groups that have an open incident
  public Course(Policy policy, AlertText text, Supplier<List<Group>> open) {
    this.policy = policy;
    this.text = text;
    this.open = open;
  }

  /// What the team has asked for.
  Policy policy() {
    return policy;
  }

  /// The incident as it is by now, with the alerts that this calls for.
  Incident at(Incident incident, Instant now) {
    if (incident.isResolved()) {
      return incident.dueAt(incident.told().isJoining() ? now : null);
    }
    return incident.told().severity() == null ? untold(incident, now) : told(incident, now);
  }

  /// The incident as part of a fleet's, which has yet to hear of it. Who was told of it by itself
  /// hears that it is so no longer: a pager would show it for ever.
  Incident joining(Incident incident, Instant now) {
    Incident joining =
        incident.knowing(incident.facts(), incident.told().absorbed(Told.JOINING, now));
    return incident.told().severity() == null ? joining : tell(joining, Change.RESOLVED, now);
  }

  private Incident untold(Incident incident, Instant now) {
    Facts facts = incident.facts();
    Instant ready = incident.told().seenAt().plus(shortest(facts, policy::groupWait));
    if (now.isBefore(ready)) {
      return incident.dueAt(ready);
    }
    Optional<Instant> muted = mutedUntil(facts, Trouble::firstStart);
    if (muted.isPresent()) {
      return muted(incident, muted.get(), now);
    }
    if (facts.troubles().values().stream().allMatch(Trouble::isFaulty)) {
      return resolved(notice(incident, now), now);
    }
    if (isGlitch(facts)) {
      return glitch(incident, now);
    }
    if (isWorthTelling(facts, now)) {
      return tell(incident, Change.OPENED, now).dueAt(now.plus(YOUNG));
    }
    return facts.over()
        ? incident.knowing(facts, incident.told().resolved(now)).dueAt(null)
        : incident.dueAt(facts.start().plus(wait(facts)));
  }

  private Incident muted(Incident incident, Instant until, Instant now) {
    if (incident.facts().over()) {
      return incident.knowing(incident.facts(), incident.told().hid().resolved(now)).dueAt(null);
    }
    return now.isBefore(until)
        ? incident.dueAt(until)
        : tell(incident, Change.OPENED, now).dueAt(now.plus(YOUNG));
  }

  private Incident told(Incident incident, Instant now) {
    Facts facts = incident.facts();
    if (facts.over()) {
      boolean uneasy = incident.told().flapping() || facts.accepted();
      Duration hold = uneasy ? SETTLED : HOLD;
      Instant end = facts.newestAt().plus(hold);
      return now.isBefore(end)
          ? incident.dueAt(end)
          : resolved(tell(incident, Change.RESOLVED, now), now);
    }
    Optional<Instant> muted = mutedUntil(facts, trouble -> trouble.newest().at());
    if (muted.filter(now::isBefore).isPresent()) {
      return incident.dueAt(muted.get());
    }
    if (isWorse(incident, now)) {
      return told(tell(incident, Change.ESCALATED, now), now);
    }
    if (incident.told().reopened() > 0 && isNewsThatItIsBack(incident)) {
      Change change = incident.told().flapping() ? Change.FLAPPING : Change.REOPENED;
      return told(tell(incident, change, now), now);
    }
    return reminded(incident, now);
  }

  private Incident reminded(Incident incident, Instant now) {
    Instant last = incident.told().at();
    if (last == null
        || !incident.told().answeredBy().isEmpty()
        || incident.told().flapping()
        || severity(incident, now) != Severity.CRITICAL) {
      return incident.dueAt(now.plus(DAY));
    }
    Duration remind = policy.remind(incident.facts().mostSeriousFirst().getFirst().key().series());
    Instant next = last.plus(remind);
    return now.isBefore(next)
        ? incident.dueAt(next)
        : tell(incident, Change.REMINDER, now).dueAt(now.plus(remind));
  }

  /// What came back is told once for each time; what flaps, once for all.
  private static boolean isNewsThatItIsBack(Incident incident) {
    int back = Math.min(incident.told().reopened(), Told.FLAPPING);
    return incident.told().toldReopened() < back;
  }

  private boolean isWorse(Incident incident, Instant now) {
    Severity known = incident.told().severity();
    return known != null && severity(incident, now).compareTo(known) > 0;
  }

  private static Incident resolved(Incident incident, Instant now) {
    return incident.knowing(incident.facts(), incident.told().resolved(now)).dueAt(null);
  }

  private Incident glitch(Incident incident, Instant now) {
    Trouble trouble = incident.facts().mostSeriousFirst().getFirst();
    List<Instant> earlier = incident.settled().before(trouble.key(), trouble.firstStart(), DAY);
    boolean farOut = trouble.severity().compareTo(Severity.LOW) > 0;
    Incident noticed = farOut && earlier.size() + 1 == GLITCHES ? notice(incident, now) : incident;
    return resolved(noticed, now);
  }

  private Incident tell(Incident incident, Change change, Instant now) {
    Alert alert = alert(incident, change, now);
    return incident.telling(alert, incident.told().alerted(alert.severity(), now));
  }

  /// What is only noticed leaves nothing that would come back, or be over.
  private Incident notice(Incident incident, Instant now) {
    return incident.telling(alert(incident, Change.NOTICE, now), incident.told());
  }

  private Alert alert(Incident incident, Change change, Instant now) {
    var occasion = new Occasion(change, severity(incident, now), now, open.get());
    return text.alert(incident, occasion);
  }

  /// From grade (as the episodes say), duration and breadth, within floor and ceiling.
  private Severity severity(Incident incident, Instant now) {
    Facts facts = incident.facts();
    Severity worst =
        Collections.max(
            facts.troubles().values().stream()
                .map(t -> policy.limit(t.key().series(), t.severity()))
                .toList());
    if (worst == Severity.LOW && Duration.between(facts.start(), now).compareTo(LONG) >= 0) {
      worst = limited(facts, Severity.MEDIUM);
    }
    boolean broad = facts.crowd().devices() >= Fleet.FEWEST;
    return broad && worst.compareTo(Severity.HIGH) < 0 ? limited(facts, Severity.HIGH) : worst;
  }

  private Severity limited(Facts facts, Severity severity) {
    return policy.limit(facts.mostSeriousFirst().getFirst().key().series(), severity);
  }

  /// When all of an incident is heard again; empty when some of it is heard.
  ///
  /// @param at the time by which a mute of each trouble goes
  private Optional<Instant> mutedUntil(Facts facts, Function<Trouble, Instant> at) {
    Instant latest = Instant.MIN;
    for (Trouble trouble : facts.troubles().values()) {
      Optional<Muted> muted = policy.muted(trouble.key().series(), at.apply(trouble));
      if (muted.isEmpty()) {
        return Optional.empty();
      }
      Instant until = muted.get().until();
      latest = until.isAfter(latest) ? until : latest;
    }
    return Optional.of(latest);
  }

  private static boolean isGlitch(Facts facts) {
    return facts.over()
        && facts.crowd().devices() == 1
        && facts.troubles().values().stream().allMatch(Trouble::isGlitch);
  }

  private boolean isWorthTelling(Facts facts, Instant now) {
    if (facts.troubles().values().stream().allMatch(t -> t.newest().historic())) {
      return false;
    }
    Instant until = facts.over() ? facts.newestAt() : now;
    return !until.isBefore(facts.start().plus(wait(facts)));
  }

  /// How long it must last: the shortest time that any of its series asks for.
  private Duration wait(Facts facts) {
    return Collections.min(facts.troubles().values().stream().map(this::wait).toList());
  }

  private static Duration shortest(Facts facts, Function<SeriesKey, Duration> asked) {
    return Collections.min(
        facts.troubles().values().stream().map(t -> asked.apply(t.key().series())).toList());
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private Duration wait(Trouble trouble) {
    Duration asked = policy.holdFor(trouble.key().series());
    if (trouble.key().kind() != Kind.SPIKE || trouble.anomalousReadings() != 1) {
      return asked;
    }
    // One reading, so far: who asks for time asks for more than that.
    boolean atOnce = trouble.severity().compareTo(Severity.HIGH) >= 0 && asked.isZero();
    return atOnce ? asked : max(asked, ENOUGH);
  }
}
