package io.offbeat.checks.deploy;

import io.offbeat.checks.Need;
import io.offbeat.checks.Repository;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;

/// Tests that run the deploy script against `moto_server`: left out where either lacks something,
/// failing where `CI=true`.
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsDeployTools.Condition.class)
@interface NeedsDeployTools {
  /// Looks for the tools.
  final class Condition extends Need {
    private static final boolean CI = "true".equals(System.getenv("CI"));
    private static final String NEEDED =
        "needs an AWS emulator and what the deploy script needs: put moto_server, aws and jq on the"
            + " PATH, and PyYAML into python3";
    private static final String TOOLS =
        "moto_server --help && aws --version && jq --version && python3 -c 'import yaml'";

    Condition() {
      super(NEEDED, Condition::areThere, CI);
    }

    private static boolean areThere() {
      return Found.TOOLS;
    }

    private static final class Found {
      static final boolean TOOLS =
          Said.by(Repository.path("."), Map.of(), List.of("sh", "-c", Condition.TOOLS)).status()
              == 0;
    }
  }
}
