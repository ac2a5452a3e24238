package io.offbeat.local.stream;

/// A function could not be made to accept what was delivered to it, however often.
public final class DeliveryFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param what what was delivered, and how often
  /// @param error what the function failed with at last; empty when it answered that it could not
  public DeliveryFailure(String what, String error) {
    super(error.isEmpty() ? what : what + ": " + error);
  }

  private DeliveryFailure(String message, DeliveryFailure cause) {
    super(message, cause);
  }

  /// The same, with what the function said was the trouble.
  public DeliveryFailure because(String trouble) {
    return new DeliveryFailure("%s: %s".formatted(getMessage(), trouble), this);
  }
}
