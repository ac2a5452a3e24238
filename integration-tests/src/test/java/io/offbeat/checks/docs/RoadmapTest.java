package io.offbeat.checks.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.checks.Repository;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The roadmap's graph is its table's, and nothing waits for itself.
class RoadmapTest {
  private static final String PAGE = Repository.text(Repository.path("docs/roadmap.md"));

  /// Cells of a row, those outside the first and last bar among them.
  private static final int CELLS = 7;

  private static final int SIZE = 4;
  private static final int DEPENDS = 5;

  @Test
  void there_are_at_least_15_tasks_each_of_a_size_and_each_once() {
    List<String[]> rows = rows().toList();

    assertThat(rows).hasSizeGreaterThanOrEqualTo(15);
    assertThat(rows).allSatisfy(row -> assertThat(row[SIZE]).isIn("S", "M", "L"));
    assertThat(tasks()).hasSameSizeAs(rows);
  }

  @Test
  void a_task_depends_on_tasks_that_are_there() {
    assertThat(tasks()).allSatisfy((_, needs) -> assertThat(tasks().keySet()).containsAll(needs));
  }

  @Test
  void no_task_waits_for_itself() {
    Map<String, List<String>> tasks = tasks();
    Set<String> done = new HashSet<>();
    boolean more = true;
    while (more) {
      more =
          tasks.entrySet().stream()
              .filter(task -> done.containsAll(task.getValue()))
              .map(task -> done.add(task.getKey()))
              .reduce(false, Boolean::logicalOr);
    }
    assertThat(done).isEqualTo(tasks.keySet());
  }

  @Test
  void the_graph_shows_the_table() {
    List<String> drawn =
        PAGE.lines().map(String::strip).filter(line -> line.matches("\\w+ --> \\w+")).toList();
    List<String> told =
        tasks().entrySet().stream()
            .flatMap(task -> task.getValue().stream().map(need -> need + " --> " + task.getKey()))
            .toList();

    assertThat(drawn).containsExactlyElementsOf(told);
  }

  /// What each task depends on.
  private static Map<String, List<String>> tasks() {
    var tasks = new LinkedHashMap<String, List<String>>();
    rows()
        .forEach(row ->
            tasks.put(
                row[1],
                Stream.of(row[DEPENDS].split(","))
                    .map(String::strip)
                    .filter(n -> !n.isEmpty())
                    .toList()));
    return tasks;
  }

  private static Stream<String[]> rows() {
    return PAGE.lines()
        .filter(line -> line.startsWith("| ") && !line.startsWith("| id "))
        .map(line -> Stream.of(line.split("\\|", -1)).map(String::strip).toArray(String[]::new))
        .peek(row -> assertThat(row).hasSize(CELLS));
  }
}
