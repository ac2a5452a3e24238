package io.offbeat.model.rules;

import io.offbeat.model.SeriesKey;
import io.offbeat.model.rules.Mute.Muted;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// How a team's metrics differ from the defaults. Of the rules that match a series the first one
/// holds, alone; without a rule the defaults do.
///
/// A series' rules are looked up once, then remembered, so that the number of rules costs a known
/// series nothing. Safe to share between threads.
public final class Rules {
  /// Largest file, in bytes.
  public static final int MAX_BYTES = NodeReader.MAX_BYTES;

  /// Most series remembered; beyond, memory begins anew.
  private static final int MAX_KNOWN = 100_000;

  private static final Rules NONE = new Rules(List.of(), List.of(), List.of(), List.of());

  private final List<Rule> rules;
  private final List<Group> groups;
  private final List<Mute> mutes;
  private final List<Extraction> extractions;
  private final Map<SeriesKey, SeriesRules> known = new ConcurrentHashMap<>();

  Rules(List<Rule> rules, List<Group> groups, List<Mute> mutes, List<Extraction> extractions) {
    this.rules = List.copyOf(rules);
    this.groups = List.copyOf(groups);
    this.mutes = List.copyOf(mutes);
    this.extractions = List.copyOf(extractions);
  }

  /// No rules: the defaults hold for every series.
  public static Rules none() {
    return NONE;
  }

  /// The rules that a file holds.
  ///
  /// @param file the file's bytes: JSON in UTF-8, 1 MiB at most
  /// @throws RulesException when it holds none, with all that is wrong
  public static Rules parse(byte[] file) {
    return new RulesReader().read(NodeReader.read(file));
  }

  /// What holds for a series. For Offbeat's own, whose device or metric begins with `offbeat.`, the
  /// defaults do.
  public SeriesRules of(SeriesKey series) {
    if (rules.isEmpty() || isOwn(series.device()) || isOwn(series.metric())) {
      return SeriesRules.DEFAULT;
    }
    SeriesRules found = known.get(series);
    if (found == null) {
      found = rule(series).map(Rule::then).orElse(SeriesRules.DEFAULT);
      if (known.size() >= MAX_KNOWN) {
        known.clear();
      }
      known.put(series, found);
    }
    return found;
  }

  private static boolean isOwn(String name) {
    return name.startsWith("offbeat.");
  }

  /// The rule that holds for a series; empty when none matches.
  public Optional<Rule> rule(SeriesKey series) {
    return rules.stream().filter(rule -> rule.matches(series)).findFirst();
  }

  /// The rules in the order of the file.
  public List<Rule> rules() {
    return rules;
  }

  /// Name of the group that a device belongs to, the first that matches; empty when none does.
  public Optional<String> group(String device) {
    return groups.stream()
        .filter(group -> group.device().matches(device))
        .map(Group::name)
        .findFirst();
  }

  /// How a series is muted at an instant, by the mute that lasts longest; empty when it is not.
  public Optional<Muted> muted(SeriesKey series, Instant at) {
    if (mutes.isEmpty()) {
      return Optional.empty();
    }
    String group = group(series.device()).orElse("");
    return mutes.stream()
        .flatMap(mute -> mute.at(series, group, at).stream())
        .max(Comparator.comparing(Muted::until));
  }

  /// How readings stand in JSON that is not ours, first match first.
  public List<Extraction> extractions() {
    return extractions;
  }
}
