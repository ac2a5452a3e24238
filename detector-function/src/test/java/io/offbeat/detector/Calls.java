package io.offbeat.detector;

import java.util.function.Supplier;

/// Stands between a function and its ports.
interface Calls {
  /// Nothing happens there.
  Calls FREE =
      new Calls() {
        @Override
        public <T> T around(Supplier<T> call) {
          return call.get();
        }
      };

  /// Lets a call through, sooner or later.
  <T> T around(Supplier<T> call);
}
