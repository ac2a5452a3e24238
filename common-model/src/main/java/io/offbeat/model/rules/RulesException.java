package io.offbeat.model.rules;

import java.io.Serial;
import java.util.List;

/// A text that is no rules file, with everything that is wrong with it.
public final class RulesException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /// One thing that is wrong.
  ///
  /// @param line line where it stands, from 1
  /// @param column column where it stands, from 1
  /// @param text what is wrong, and what may have been meant
  public record Problem(int line, int column, String text) {
    @Override
    public String toString() {
      return "line %d, column %d: %s".formatted(line, column, text);
    }
  }

  /// @param problems at least one, in the order of the file
  public RulesException(List<Problem> problems) {
    super(String.join("\n", problems.stream().map(Problem::toString).toList()));
    this.problems = List.copyOf(problems);
  }

  /// What is wrong, in the order of the file: the first 20 problems at most.
  public List<Problem> problems() {
    return problems;
  }
}
