package io.offbeat.checks.templates;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// What must hold of a template, and a fault that breaks it.
///
/// @param says the rule as a sentence
/// @param template name of the template
/// @param complaints what breaks the rule in a template
/// @param fault breaks the rule
record Rule(
    String says,
    String template,
    Function<Template, List<String>> complaints,
    Consumer<Template> fault) {
  @Override
  public String toString() {
    return says;
  }
}
