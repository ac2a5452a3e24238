package io.offbeat.alert;

import io.offbeat.model.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What people have been told of an incident, and what they answered.
///
/// @param seenAt when its first event arrived
/// @param severity highest severity told; null while nobody was told
/// @param at when people were last told; null while nobody was
/// @param resolvedAt when it was found to be over; null while it is not
/// @param reopened how often it came back
/// @param toldReopened how many of these times people were told of
/// @param hidden how many incidents a mute has hidden since anyone was told
/// @param answeredBy who acknowledged it; empty when nobody did
/// @param fleet id of the fleet incident that absorbed it; [#JOINING] while that is not yet told of
///   it; empty when none did
public record Told(
    Instant seenAt,
    @Nullable Severity severity,
    @Nullable Instant at,
    @Nullable Instant resolvedAt,
    int reopened,
    int toldReopened,
    int hidden,
    String answeredBy,
    String fleet) {
  /// Comes back so often: from then on one notice, then silence until it settles.
  static final int FLAPPING = 3;

  /// It is part of a fleet's incident, which has yet to hear of it.
  static final String JOINING = "joining";

  /// Nobody was told yet.
  static Told nobody(Instant seenAt, int hidden) {
    return new Told(seenAt, null, null, null, 0, 0, hidden, "", "");
  }

  /// Whether it comes back again and again.
  public boolean flapping() {
    return reopened >= FLAPPING;
  }

  /// Whether a fleet's incident has yet to hear of it.
  boolean isJoining() {
    return fleet.equals(JOINING);
  }

  Told alerted(Severity now, Instant when) {
    Severity highest = severity == null || now.compareTo(severity) > 0 ? now : severity;
    return new Told(seenAt, highest, when, resolvedAt, reopened, reopened, 0, answeredBy, fleet);
  }

  Told resolved(Instant when) {
    return new Told(seenAt, severity, at, when, reopened, toldReopened, hidden, answeredBy, fleet);
  }

  /// @param quiet whether nobody was told that it was over
  Told again(boolean quiet) {
    int times = reopened + 1;
    int known = quiet && times < FLAPPING ? times : toldReopened;
    return new Told(seenAt, severity, at, null, times, known, hidden, answeredBy, fleet);
  }

  Told hid() {
    return new Told(
        seenAt, severity, at, resolvedAt, reopened, toldReopened, hidden + 1, answeredBy, fleet);
  }

  Told answered(String who) {
    return new Told(seenAt, severity, at, resolvedAt, reopened, toldReopened, hidden, who, fleet);
  }

  Told absorbed(String into, Instant when) {
    return new Told(seenAt, severity, at, when, reopened, toldReopened, hidden, answeredBy, into);
  }
}
