package io.offbeat.checks.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.checks.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When the deploy script builds the functions: on a checkout whose Maven says that it was called,
/// and whose AWS CLI knows nothing but the bootstrap stack.
@NeedsDeployTools
class PackagingIT {
  private static final List<String> FUNCTIONS = List.of("ingest", "detector", "alert");
  private static final FileTime BUILT = FileTime.from(Instant.parse("2026-03-10T12:00:00Z"));
  private static final FileTime BEFORE = FileTime.from(Instant.parse("2026-03-10T11:00:00Z"));
  private static final FileTime AFTER = FileTime.from(Instant.parse("2026-03-10T13:00:00Z"));

  @TempDir private Path checkout = Path.of("");

  @BeforeEach
  void a_checkout_with_its_jars() throws IOException {
    write("scripts/deploy", Repository.text(Repository.path("scripts/deploy")));
    write("infra/cloudformation/parameters/dev.json", "{}");
    write("bin/mvn", "#!/bin/sh\necho maven was called\nexit 1\n");
    write(
        "bin/aws",
        """
        #!/bin/sh
        case "$*" in
          *describe-stacks*offbeat-bootstrap*)
            echo '{"Stacks":[{"Outputs":[{"OutputKey":"ArtifactBucket","OutputValue":"b"}]}]}' ;;
          *describe-stacks*) exit 1 ;;
        esac
        """);
    write("pom.xml", "");
    for (String module : List.of("common-model", "detection", "lambda-support")) {
      source(module);
    }
    for (String function : FUNCTIONS) {
      source(function + "-function");
      write(jar(function), "");
      touch(jar(function), BUILT);
    }
  }

  @Test
  void jars_that_are_newer_than_their_sources_are_taken_as_they_are() {
    assertThat(deploy()).doesNotContain("packaging", "maven was called");
  }

  @Test
  void a_source_that_is_newer_makes_them_be_built() throws IOException {
    touch("detection/src/main/java/A.java", AFTER);

    assertThat(deploy()).contains("packaging the functions", "maven was called");
  }

  @Test
  void a_jar_that_is_missing_makes_them_be_built() throws IOException {
    Files.delete(checkout.resolve(jar("alert")));

    assertThat(deploy()).contains("packaging the functions", "maven was called");
  }

  private String deploy() {
    var path = checkout.resolve("bin") + ":" + System.getenv("PATH");
    return Said.by(checkout, Map.of("PATH", path), List.of("scripts/deploy", "dev")).text();
  }

  private static String jar(String function) {
    return "%1$s-function/target/%1$s-1-lambda.jar".formatted(function);
  }

  private void source(String module) throws IOException {
    write(module + "/pom.xml", "");
    write(module + "/src/main/java/A.java", "");
    touch(module + "/src/main/java", BEFORE);
    touch(module + "/src/main", BEFORE);
  }

  private void write(String file, String text) throws IOException {
    Path path = checkout.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
    assertThat(path.toFile().setExecutable(true)).isTrue();
    touch(file, BEFORE);
  }

  private void touch(String file, FileTime time) throws IOException {
    Files.setLastModifiedTime(checkout.resolve(file), time);
  }
}
