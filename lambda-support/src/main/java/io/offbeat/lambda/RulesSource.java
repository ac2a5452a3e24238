package io.offbeat.lambda;

import io.offbeat.model.rules.Rules;

/// Tells the rules in force.
@FunctionalInterface
public interface RulesSource {
  /// No rules, ever.
  RulesSource NONE = Rules::none;

  /// The rules in force now; a batch asks once.
  ///
  /// @throws TransientFailure when there is a rules file, and it was never read
  Rules current();
}
