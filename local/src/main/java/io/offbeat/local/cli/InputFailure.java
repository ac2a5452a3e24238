package io.offbeat.local.cli;

/// Input that cannot be used: the message says where, what was expected, and what stood there.
final class InputFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InputFailure(String message) {
    super(message);
  }

  InputFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
