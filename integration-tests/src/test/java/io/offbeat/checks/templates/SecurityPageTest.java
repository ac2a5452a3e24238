package io.offbeat.checks.templates;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.checks.Repository;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class SecurityPageTest {
  /// Written anew when `-Doffbeat.docs=write`.
  @Test
  void the_page_is_what_the_templates_make() throws IOException {
    String page = SecurityPage.page();
    if (System.getProperty("offbeat.docs", "").equals("write")) {
      Files.writeString(Repository.path("docs/security.md"), page);
    }

    assertThat(Repository.text(Repository.path("docs/security.md")))
        .as("stale: run this test with -Doffbeat.docs=write")
        .isEqualTo(page);
  }
}
