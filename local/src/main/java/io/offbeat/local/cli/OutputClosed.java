package io.offbeat.local.cli;

import java.io.PrintWriter;

/// Nobody reads the output any more, as after `| head`: time to end without a word.
final class OutputClosed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private OutputClosed() {}

  /// Sends on what was printed.
  ///
  /// @throws OutputClosed when nobody takes it
  static void flush(PrintWriter out) {
    if (out.checkError()) {
      throw new OutputClosed();
    }
  }
}
