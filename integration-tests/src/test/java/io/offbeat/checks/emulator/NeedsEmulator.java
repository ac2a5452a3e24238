package io.offbeat.checks.emulator;

import io.offbeat.checks.Need;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// Tests that need an [Emulator]: left out where there is none, failing where `CI=true`.
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsEmulator.Condition.class)
public @interface NeedsEmulator {
  /// Looks for the emulator.
  final class Condition extends Need {
    private static final boolean CI = "true".equals(System.getenv("CI"));

    Condition() {
      super(Emulator.NEEDED, Emulator::isThere, CI);
    }
  }
}
