package io.offbeat.lambda;

/// Trouble that waiting does not cure: access denied, no such table, a key that is disabled. It is
/// waited out as other trouble is, for work must not be lost while somebody mends it, and is told
/// at once.
public final class EnvironmentFault extends TransientFailure {
  private static final long serialVersionUID = 1L;

  /// @param message what was tried, on what, and what came back
  /// @param cause what the client threw
  public EnvironmentFault(String message, Throwable cause) {
    super(message, cause);
  }
}
