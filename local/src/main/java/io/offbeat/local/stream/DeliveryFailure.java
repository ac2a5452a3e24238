package io.offbeat.local.stream;

import io.offbeat.local.stream.LambdaFunction.Result.Failed;
import org.jspecify.annotations.Nullable;

/// A function could not be made to accept what was delivered to it, however often.
///
/// Its cause is what the function threw at last, if it threw.
public final class DeliveryFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param what what was delivered, and how often
  /// @param error what the function failed with at last; null when it answered that it could not
  public DeliveryFailure(String what, @Nullable Failed<?> error) {
    super(error == null ? what : what + ": " + error.why(), error == null ? null : error.cause());
  }

  private DeliveryFailure(String message, DeliveryFailure cause) {
    super(message, cause);
  }

  /// The same, with what the function said was the trouble.
  public DeliveryFailure because(String trouble) {
    return new DeliveryFailure("%s: %s".formatted(getMessage(), trouble), this);
  }
}
