package io.offbeat.local.stream;

import org.jspecify.annotations.Nullable;

/// A function could not be made to accept what was delivered to it, however often.
public final class DeliveryFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private DeliveryFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /// @param what what was delivered, and how often
  /// @param error what the function threw last, or null when it answered that it could not
  static DeliveryFailure of(String what, @Nullable Throwable error) {
    return new DeliveryFailure(error == null ? what : what + ": " + error, error);
  }

  /// The same, with what the function said was the trouble.
  public DeliveryFailure because(String trouble) {
    return new DeliveryFailure("%s: %s".formatted(getMessage(), trouble), this);
  }
}
