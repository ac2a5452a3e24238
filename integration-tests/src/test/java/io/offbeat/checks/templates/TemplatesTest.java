package io.offbeat.checks.templates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class TemplatesTest {
  static final List<Rule> RULES =
      Stream.of(FunctionRules.RULES, DataRules.RULES, AlarmRules.RULES, RoleRules.RULES)
          .flatMap(List::stream)
          .toList();

  @ParameterizedTest
  @FieldSource("RULES")
  void it_holds(Rule rule) {
    assertThat(rule.complaints().apply(Template.of(rule.template()))).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("RULES")
  void a_planted_fault_is_found(Rule rule) {
    Template faulty = Template.of(rule.template()).with(rule.fault());

    assertThat(rule.complaints().apply(faulty)).isNotEmpty();
  }
}
