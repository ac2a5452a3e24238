package io.offbeat.model.wire;

/// Bytes that are not what their format promises: poison, however often they are read.
public final class WireFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message what was expected, and what stood there instead
  public WireFormatException(String message) {
    super(message);
  }

  /// @param message what was expected, and what stood there instead
  /// @param cause what the reader of the bytes said
  public WireFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
