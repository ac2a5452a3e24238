package io.offbeat.checks.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.checks.Repository;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What docs/error-handling.md says is proved by a test has that test.
class ProofsTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| ([RI]\\d+) \\|.*$");
  private static final Pattern PROOF = Pattern.compile("`(\\w+)\\.(\\w+)`");
  private static final int TRIALS = 17;
  private static final int INVARIANTS = 12;

  /// What is tried or must hold, with the tests that its row names.
  static Map<String, List<Proof>> rows() {
    var rows = new LinkedHashMap<String, List<Proof>>();
    ROW.matcher(Repository.text(Repository.path("docs/error-handling.md")))
        .results()
        .forEach(row -> rows.put(row.group(1), Proof.in(row.group())));
    return rows;
  }

  static Stream<Proof> proofs() {
    return rows().values().stream().flatMap(List::stream).distinct();
  }

  /// A test.
  ///
  /// @param type name of its class
  /// @param method its name
  record Proof(String type, String method) {
    static List<Proof> in(String row) {
      return PROOF
          .matcher(row)
          .results()
          .map(named -> new Proof(named.group(1), named.group(2)))
          .toList();
    }
  }

  @Test
  void each_trial_and_each_invariant_has_a_row_that_names_a_test() {
    List<String> all =
        Stream.concat(
                IntStream.rangeClosed(1, TRIALS).mapToObj(i -> "R" + i),
                IntStream.rangeClosed(1, INVARIANTS).mapToObj(i -> "I" + i))
            .toList();

    assertThat(rows().keySet()).containsExactlyElementsOf(all);
    assertThat(rows()).allSatisfy((_, named) -> assertThat(named).isNotEmpty());
  }

  @ParameterizedTest
  @MethodSource("proofs")
  void a_test_that_is_named_is_there(Proof proof) {
    List<Path> files =
        Repository.files(Repository.path("."), "/" + proof.type() + ".java").stream()
            .filter(file -> file.toString().contains("/src/test/"))
            .toList();

    assertThat(files).hasSize(1);
    assertThat(Repository.text(files.getFirst()))
        .containsPattern(
            "(?s)@(Parameterized)?Test\\b(?:(?!void ).)*void %s\\(".formatted(proof.method()));
  }
}
