package io.offbeat.checks.docs;

import io.offbeat.checks.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A page in Markdown.
///
/// @param file where it is
/// @param text what it says
record Page(Path file, String text) {
  private static final Pattern COMMAND = Pattern.compile("\\./offbeat +([^|;&>#]*)");
  private static final Pattern FENCE = Pattern.compile("(?ms)^ *```[^\\n]*\\n(.*?)^ *```");
  private static final Pattern LINK =
      Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)(?:\\s+\"[^\"]*\")?\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *#*$");
  private static final Pattern ELSEWHERE = Pattern.compile("^[a-z]+:.*");

  /// All pages for users and contributors.
  static List<Page> all() {
    return Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs")
        .map(Repository::path)
        .flatMap(path -> Repository.files(path, ".md").stream())
        .map(Page::of)
        .toList();
  }

  /// The page in a file.
  static Page of(Path file) {
    return new Page(file, Repository.text(file));
  }

  /// Links to a file or heading of this repository that is not there.
  List<String> brokenLinks() {
    return LINK.matcher(prose())
        .results()
        .map(link -> link.group(1))
        .filter(link -> !ELSEWHERE.matcher(link).matches())
        .filter(link -> !leadsSomewhere(link))
        .map(link -> Repository.relative(file) + " -> " + link)
        .toList();
  }

  private boolean leadsSomewhere(String link) {
    String[] parts = link.split("#", 2);
    Path target = file.resolveSibling(parts[0]);
    if (!parts[0].isEmpty() && !Files.exists(target)) {
      return false;
    }
    Page page = parts[0].isEmpty() || parts.length == 1 ? this : Page.of(target);
    return parts.length == 1 || page.anchors().contains(parts[1]);
  }

  /// The anchors that GitHub makes of the headings.
  Set<String> anchors() {
    var anchors = new LinkedHashSet<String>();
    Map<String, Integer> seen = new HashMap<>();
    HEADING
        .matcher(prose())
        .results()
        .map(heading -> slug(heading.group(1)))
        .forEach(slug -> {
          int before = seen.merge(slug, 1, Integer::sum) - 1;
          anchors.add(before == 0 ? slug : slug + "-" + before);
        });
    return anchors;
  }

  private static String slug(String heading) {
    return heading
        .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }

  /// The lines of its fenced blocks, those that a backslash joins as one.
  List<String> codeLines() {
    var lines = new ArrayList<String>();
    FENCE
        .matcher(text)
        .results()
        .forEach(block -> block.group(1).replaceAll("\\\\\\n", " ").lines().forEach(lines::add));
    return lines;
  }

  /// What follows `./offbeat` in them.
  List<String> commands() {
    return codeLines().stream()
        .map(COMMAND::matcher)
        .filter(Matcher::find)
        .map(command -> command.group(1).strip())
        .toList();
  }

  private String prose() {
    return FENCE.matcher(text).replaceAll((MatchResult _) -> "");
  }
}
