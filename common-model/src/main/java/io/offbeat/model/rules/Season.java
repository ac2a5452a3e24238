package io.offbeat.model.rules;

/// Which rhythm a series is expected to have.
public enum Season {
  /// Whichever its readings show.
  AUTO,
  /// None is looked for.
  NONE,
  /// One of a day, in the rule's zone.
  DAILY,
  /// One of a week, in the rule's zone.
  WEEKLY
}
