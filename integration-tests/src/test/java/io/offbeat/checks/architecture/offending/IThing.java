package io.offbeat.checks.architecture.offending;

/// Names that say nothing.
public interface IThing {
  /// One.
  final class ThingImpl {}

  /// Another.
  final class ThingManager {}

  /// Another.
  final class AbstractThing {}

  /// This one is a word.
  interface Identity {}
}
