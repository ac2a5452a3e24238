package io.offbeat.local.storm;

import java.util.Locale;

/// What can go wrong.
public enum Fault {
  /// An instance goes before a call has its effect.
  CRASH_BEFORE,
  /// An instance goes once a call has had its effect, before it hears of it.
  CRASH_AFTER,
  /// A throttle or a server error: the call has no effect.
  REFUSED,
  /// The call has its effect, and its answer is lost.
  ANSWER_LOST,
  /// A call takes so long that the invocation is given up.
  SLOW,
  /// An invocation that was given up goes on beside its successor.
  ZOMBIE,
  /// A stream or topic takes a part of what it is given.
  PARTIAL,
  /// A read that need not be consistent shows what was.
  STALE_READ,
  /// A mapping starts over at its checkpoint, while an invocation is under way.
  REDELIVERY,
  /// A shard is split, or two are merged.
  RESHARD,
  /// All instances are replaced.
  DEPLOY,
  /// The release of now takes over, within minutes, from the one before, which writes states in the
  /// layout before; or gives back to it. Meanwhile both run.
  ROLLOUT,
  /// The bucket, the blocks' stream, the table of devices or that of incidents answers nothing for
  /// longer than an invocation may last.
  OUTAGE,
  /// The topic of alerts answers nothing for twenty minutes.
  TOPIC_OUTAGE,
  /// A message of a queue that was done with comes again.
  MESSAGE_AGAIN,
  /// A producer, having heard nothing, sends a record again.
  PRODUCER_RETRY(true),
  /// Two records of a device change places on their way.
  OVERTAKEN(true),
  /// A device's clock stands at 1970.
  CLOCK(true),
  /// A device is offline, and sends what it kept all at once.
  OFFLINE,
  /// A device sends nothing for some minutes, and keeps nothing.
  SILENT,
  /// Nor does any other.
  FLEET_SILENT,
  /// A record that can never be valid.
  POISON;

  private final boolean disorders;

  Fault() {
    this(false);
  }

  Fault(boolean disorders) {
    this.disorders = disorders;
  }

  /// Whether it makes a device's readings arrive in another order than they were made, or twice:
  /// what is late then depends on what travels together.
  boolean disorders() {
    return disorders;
  }

  /// The name on the command line.
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
