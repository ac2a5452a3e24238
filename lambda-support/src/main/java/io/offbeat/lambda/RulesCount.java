package io.offbeat.lambda;

/// What became of a look at a rules file.
public enum RulesCount {
  /// A new version is in force.
  RULES_LOADED,
  /// The newest version is no rules file: the last good one stays in force. Counted at every look
  /// for as long as it lasts.
  RULES_REFUSED,
  /// The file could not be read: the last good version stays in force.
  RULES_UNREAD
}
