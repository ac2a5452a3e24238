package io.offbeat.lambda;

/// Trouble in the outside world that may pass: a throttle, a time-out, a server error, or an
/// environment fault (access denied, not found) until someone mends it. The one exception that
/// ports throw, and that batches catch.
public sealed class TransientFailure extends RuntimeException permits EnvironmentFault {
  private static final long serialVersionUID = 1L;

  /// @param message what was tried, on what, and what came back
  public TransientFailure(String message) {
    super(message);
  }

  /// @param message what was tried, on what, and what came back
  /// @param cause what the client threw
  public TransientFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
