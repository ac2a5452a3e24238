package io.offbeat.benchmarks.tuning;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A constant of the detector that the search moves: those that say how much a view counts and how
/// long it remembers. The rest are definitions, warm-ups and guards.
enum Constant {
  THRESHOLD("Baseline", "THRESHOLD"),
  SLOW("Baseline", "SLOW"),
  MID("Baseline", "MID"),
  CUT("Baseline", "CUT"),
  BURST_MOST("Baseline", "MOST_BURST"),
  NOVELTY("Look", "NOVELTY"),
  MODESTY("Look", "MODESTY"),
  FORGOTTEN("Novelty", "FORGOTTEN"),
  OUTLIERS_FAR("Outliers", "FAR"),
  TAIL_SHARE("Tail", "TAIL_SHARE");

  private final String file;
  private final Pattern declaration;

  Constant(String file, String name) {
    this.file = file + ".java";
    this.declaration = Pattern.compile("(static final double " + name + " = )([^;]+);");
  }

  /// The source file that declares it.
  String file() {
    return file;
  }

  /// Its value in a source text.
  double in(String source) {
    return Double.parseDouble(declaration(source).group(2));
  }

  /// The source text with another value.
  String with(String source, double value) {
    Matcher found = declaration(source);
    return source.substring(0, found.start(2)) + value + source.substring(found.end(2));
  }

  private Matcher declaration(String source) {
    Matcher found = declaration.matcher(source);
    if (!found.find()) {
      throw new IllegalArgumentException("%s declares no %s".formatted(file, declaration));
    }
    return found;
  }
}
