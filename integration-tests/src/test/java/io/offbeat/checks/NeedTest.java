package io.offbeat.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.EngineFilter.includeEngines;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherFactory;

/// Runs classes that need something, and listens to what becomes of their tests. The launcher finds
/// them by name only; Surefire passes them by, since they are nested and static.
class NeedTest {
  @Test
  void a_test_whose_need_is_met_runs() {
    assertThat(outcomes(Met.class)).containsExactly("SUCCESSFUL");
  }

  @Test
  void each_test_whose_need_is_not_met_is_left_out_with_the_reason() {
    assertThat(outcomes(Unmet.class)).containsExactly("needs a unicorn", "needs a unicorn");
  }

  @Test
  void where_it_must_be_met_the_test_fails_with_the_reason() {
    assertThat(outcomes(Must.class)).containsExactly("FAILED: needs a unicorn");
  }

  private static List<String> outcomes(Class<?> tests) {
    var outcomes = new ArrayList<String>();
    LauncherFactory.create()
        .execute(
            request()
                .selectors(selectClass(tests))
                .filters(includeEngines("junit-jupiter"))
                .build(),
            new TestExecutionListener() {
              @Override
              public void executionSkipped(TestIdentifier test, String reason) {
                outcomes.add(reason);
              }

              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest()) {
                  String failure = result.getThrowable().map(t -> ": " + t.getMessage()).orElse("");
                  outcomes.add(result.getStatus() + failure);
                }
              }
            });
    return outcomes;
  }

  @ExtendWith(Met.Condition.class)
  static final class Met {
    static final class Condition extends Need {
      Condition() {
        super("needs a unicorn", () -> true, true);
      }
    }

    @Test
    void runs() {
      assertThat("unicorn").isNotEmpty();
    }
  }

  @ExtendWith(Unmet.Condition.class)
  static final class Unmet {
    static final class Condition extends Need {
      Condition() {
        super("needs a unicorn", () -> false, false);
      }
    }

    @Test
    void is_left_out() {
      assertThat("run").isEqualTo("left out");
    }

    @Test
    void is_left_out_too() {
      assertThat("run").isEqualTo("left out");
    }
  }

  @ExtendWith(Must.Condition.class)
  static final class Must {
    static final class Condition extends Need {
      Condition() {
        super("needs a unicorn", () -> false, true);
      }
    }

    @Test
    void fails() {
      assertThat("unicorn").isNotEmpty();
    }
  }
}
