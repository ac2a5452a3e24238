package io.offbeat.checks;

import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Something that tests need and a machine may lack. `./offbeat test` counts the tests that are
/// left out, so each is asked for, not their class.
public class Need implements ExecutionCondition, BeforeEachCallback {
  private final String reason;
  private final BooleanSupplier isThere;
  private final boolean must;

  /// @param reason what is needed, and how to get it
  /// @param isThere whether it is there
  /// @param must whether tests fail without it, rather than being left out
  public Need(String reason, BooleanSupplier isThere, boolean must) {
    this.reason = reason;
    this.isThere = isThere;
    this.must = must;
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    boolean run = context.getTestMethod().isEmpty() || must || isThere.getAsBoolean();
    return run
        ? ConditionEvaluationResult.enabled("to be run")
        : ConditionEvaluationResult.disabled(reason);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    if (!isThere.getAsBoolean()) {
      throw new AssertionError(reason);
    }
  }
}
