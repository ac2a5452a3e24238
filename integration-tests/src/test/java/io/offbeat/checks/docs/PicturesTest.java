package io.offbeat.checks.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.checks.Repository;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Pictures are drawn from text, by `scripts/pictures`.
class PicturesTest {
  private static final Path FOLDER = Repository.path("docs/pictures");

  /// Width of a page on a phone of 390 pixels.
  private static final double PHONE = 358;

  /// Pixels of the smallest letters that can be read.
  private static final double LEGIBLE = 8;

  /// A resource of a template and its type, where that holds or moves data, or acts on it.
  private static final Pattern RESOURCE =
      Pattern.compile(
          "\\n  (\\w+):\\n(?:    [^\\n]*\\n)*?    Type: AWS::(?:Kinesis::Stream|S3::Bucket"
              + "|DynamoDB::Table|SNS::Topic|SQS::Queue|Lambda::Function|KMS::Key|Glue::Database)\\n");

  static List<Path> sources() {
    return Repository.files(FOLDER, ".dot");
  }

  @ParameterizedTest
  @MethodSource("sources")
  void a_picture_is_drawn_from_its_source_as_it_is(Path source) {
    String name = source.getFileName().toString();
    Path picture = source.resolveSibling(name.replace(".dot", ".svg"));

    assertThat(Repository.text(picture))
        .as("stale: run scripts/pictures")
        .contains("<!-- drawn from %s %s -->".formatted(name, sha256(Repository.text(source))));
  }

  @Test
  void each_picture_is_shown_on_a_page() {
    String pages = Page.all().stream().map(Page::text).collect(Collectors.joining("\n"));

    assertThat(Repository.files(FOLDER, ".svg"))
        .isNotEmpty()
        .allSatisfy(picture -> assertThat(pages).contains("pictures/" + picture.getFileName()));
  }

  /// What is smaller on a phone leads to itself, to be looked at by itself.
  @ParameterizedTest
  @MethodSource("sources")
  void a_picture_can_be_read_on_a_phone_or_leads_to_itself(Path source) {
    String name = source.getFileName().toString().replace(".dot", ".svg");
    String picture = Repository.text(source.resolveSibling(name));
    double width = numbers("<svg width=\"(\\d+)pt\"", picture).findFirst().orElseThrow();
    double smallest = numbers("font-size=\"([\\d.]+)\"", picture).min().orElseThrow();

    assertThat(smallest * PHONE / width >= LEGIBLE || leadsToItself(name)).isTrue();
  }

  private static DoubleStream numbers(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .mapToDouble(found -> Double.parseDouble(found.group(1)));
  }

  private static boolean leadsToItself(String name) {
    return Page.all().stream()
        .anyMatch(
            page -> page.text().contains("](pictures/%s)](pictures/%s)".formatted(name, name)));
  }

  @Test
  void the_whole_picture_shows_all_that_the_templates_make() {
    Set<String> made =
        Stream.of("data", "pipeline", "observability")
            .map(stack ->
                Repository.text(Repository.path("infra/cloudformation/%s.yaml".formatted(stack))))
            .flatMap(template -> RESOURCE.matcher(template).results())
            .map(resource -> resource.group(1))
            .collect(Collectors.toSet());
    Set<String> shown =
        Pattern.compile("(?m)^  (\\w+) +\\[label=")
            .matcher(Repository.text(FOLDER.resolve("system.dot")))
            .results()
            .map(node -> node.group(1))
            .collect(Collectors.toSet());

    assertThat(made).hasSizeGreaterThan(20);
    assertThat(shown).containsAll(made);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
