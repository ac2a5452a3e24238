package io.offbeat.checks.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.checks.Repository;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class LambdaJarIT {
  static final List<LambdaJar> FUNCTIONS =
      List.of(
          new LambdaJar("ingest-function", "io.offbeat.ingest.IngestHandler"),
          new LambdaJar("detector-function", "io.offbeat.detector.DetectHandler"),
          new LambdaJar("alert-function", "io.offbeat.alert.AlertHandler"));

  private static final long MOST_BYTES = 17L << 20;

  private static final Pattern FOREIGN =
      Pattern.compile(
          "netty|apache5?-client|httpclient|httpcore|databind-2|guava|lombok"
              + "|junit|opentest4j|assertj|archunit|testcontainers|lambda-java-tests|picocli");

  @ParameterizedTest
  @FieldSource("FUNCTIONS")
  void it_is_small(LambdaJar jar) throws IOException {
    assertThat(Files.size(jar.file())).isLessThanOrEqualTo(MOST_BYTES);
  }

  @ParameterizedTest
  @FieldSource("FUNCTIONS")
  void it_holds_its_own_classes_and_jars_in_lib_and_nothing_else(LambdaJar jar) {
    String own = jar.handler().substring(0, jar.handler().lastIndexOf('.')).replace('.', '/');

    assertThat(jar.entries())
        .extracting(ZipEntry::getName)
        .allMatch(name ->
            name.equals("META-INF/MANIFEST.MF")
                || name.matches(own + "/.*\\.class")
                || name.matches("lib/[^/]+\\.jar"))
        .contains(jar.handler().replace('.', '/') + ".class")
        .anyMatch(name -> name.startsWith("lib/common-model-"));
  }

  @ParameterizedTest
  @FieldSource("FUNCTIONS")
  void it_holds_no_second_client_and_no_test_library(LambdaJar jar) {
    assertThat(jar.entries())
        .extracting(ZipEntry::getName)
        .noneMatch(name -> FOREIGN.matcher(name).find());
  }

  @ParameterizedTest
  @FieldSource("FUNCTIONS")
  void its_handler_loads_from_nothing_else(LambdaJar jar, @TempDir Path unpacked)
      throws IOException, ReflectiveOperationException {
    try (URLClassLoader loader = jar.load(unpacked)) {
      Class<?> handler = Class.forName(jar.handler(), true, loader);
      Constructor<?> entry = handler.getConstructor();

      assertThat(Modifier.isPublic(entry.getModifiers())).isTrue();
      assertThat(handler.getClassLoader()).isSameAs(loader);
      assertThat(Arrays.stream(handler.getInterfaces()).map(Class::getName))
          .containsExactly("com.amazonaws.services.lambda.runtime.RequestHandler");
    }
  }

  @ParameterizedTest
  @FieldSource("FUNCTIONS")
  void its_entries_have_the_build_s_fixed_time(LambdaJar jar) {
    Matcher fixed =
        Pattern.compile("<project.build.outputTimestamp>(.*)Z<")
            .matcher(Repository.text(Repository.path("pom.xml")));
    assertThat(fixed.find()).isTrue();

    assertThat(jar.entries())
        .extracting(ZipEntry::getTimeLocal)
        .containsOnly(LocalDateTime.parse(fixed.group(1)));
  }
}
