package io.offbeat.checks;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import org.junit.jupiter.api.extension.ExtendWith;

/// Tests that need the labelled series: left out where they are absent, in CI too.
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsSharedData.Condition.class)
public @interface NeedsSharedData {
  /// Looks for the series.
  final class Condition extends Need {
    Condition() {
      super(
          "needs the labelled series at ../shared/data beside the repository",
          () -> Files.isDirectory(Repository.sharedData()),
          false);
    }
  }
}
