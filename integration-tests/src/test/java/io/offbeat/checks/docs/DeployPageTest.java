package io.offbeat.checks.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.checks.Repository;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The page on deploying has a row for every parameter that somebody may set.
class DeployPageTest {
  private static final String PAGE = Repository.text(Repository.path("docs/deploy.md"));

  /// A group of parameters with its label.
  private static final Pattern GROUP =
      Pattern.compile("- Label: \\{default: ([^}]+)}\\n +Parameters: \\[([^\\]]+)]");

  @Test
  void what_one_version_of_the_aws_cli_lacks_is_said() {
    assertThat(Page.all())
        .allSatisfy(page -> assertThat(page.text()).doesNotContain("--cli-binary-format"))
        .filteredOn(page -> page.text().contains("aws logs tail"))
        .isNotEmpty()
        .allSatisfy(page -> assertThat(page.text()).contains("in AWS CLI 2 only"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"data", "pipeline"})
  void each_parameter_has_its_row(String stack) {
    List<String> parameters =
        GROUP
            .matcher(
                Repository.text(Repository.path("infra/cloudformation/%s.yaml".formatted(stack))))
            .results()
            .filter(group -> !group.group(1).equals("Release"))
            .flatMap(group -> Stream.of(group.group(2).split(", *")))
            .filter(name -> !name.equals("Environment"))
            .toList();

    assertThat(parameters).isNotEmpty();
    assertThat(parameters).allSatisfy(name -> assertThat(PAGE).contains("`" + name + "`"));
  }
}
