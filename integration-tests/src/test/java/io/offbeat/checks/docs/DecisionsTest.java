package io.offbeat.checks.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.checks.Repository;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every decision is a page of the same parts, found from both indexes.
class DecisionsTest {
  static List<Path> pages() {
    return Repository.files(Repository.path("docs/adr"), ".md").stream()
        .filter(page -> !page.endsWith("README.md"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void a_decision_has_its_parts_and_stands_in_the_indexes(Path page) {
    String text = Repository.text(page);
    String name = page.getFileName().toString();
    String title = text.lines().findFirst().orElseThrow().replaceFirst("# \\d+\\. ", "");

    assertThat(text)
        .contains("## Context", "## Decision", "## Consequences", "## What would change our mind");
    assertThat(text.lines()).as("a page").hasSizeLessThan(60);
    assertThat(Repository.text(Repository.path("docs/adr/README.md")))
        .contains("(%s) | %s |".formatted(name, title));
    assertThat(Repository.text(Repository.path("docs/decisions.md")))
        .contains("(adr/" + name + ")");
  }

  @Test
  void there_are_decisions() {
    assertThat(pages()).hasSizeGreaterThan(10);
  }
}
