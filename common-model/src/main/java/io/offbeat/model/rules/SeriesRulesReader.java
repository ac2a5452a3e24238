package io.offbeat.model.rules;

import io.offbeat.model.Kind;
import io.offbeat.model.Range;
import io.offbeat.model.Severity;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the options of one rule.
final class SeriesRulesReader {
  private static final int LONGEST_ADDRESS = 2_000;
  private static final int MOST_ATTRIBUTES = 5;
  private static final int MOST_SENTINELS = 20;
  private static final double MIN_SENSITIVITY = 0.1;
  private static final double MAX_SENSITIVITY = 10;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration LONGEST_GAP = Duration.ofDays(30);
  private static final Duration LONGEST_HOLD = Duration.ofDays(1);
  private static final Duration LONGEST_GROUP_WAIT = Duration.ofMinutes(10);
  private static final Duration SHORTEST_REMIND = Duration.ofMinutes(10);
  private static final Duration LONGEST_REMIND = Duration.ofDays(7);

  private static final Map<String, Double> SENSITIVITIES =
      ordered(
          Map.entry("low", JudgingRules.LOW),
          Map.entry("medium", JudgingRules.MEDIUM),
          Map.entry("high", JudgingRules.HIGH));

  private static final Map<String, Severity> SEVERITIES = words(Severity.values());
  private static final Map<String, Kind> KINDS =
      Stream.of(Kind.values())
          .collect(
              Collectors.toMap(Kind::label, Function.identity(), (a, _) -> a, LinkedHashMap::new));

  private final FieldsReader fields;
  private final Problems problems;

  private record Limits(Severity floor, Severity ceiling) {
    static final Limits NONE = new Limits(Severity.LOW, Severity.CRITICAL);
  }

  SeriesRulesReader(FieldsReader fields, Problems problems) {
    this.fields = fields;
    this.problems = problems;
  }

  SeriesRules read() {
    Optional<Range> hardRange = range();
    boolean alerts =
        fields
            .word("breach", ordered(Map.entry("violation", false), Map.entry("alert", true)))
            .orElse(false);
    fields
        .value("breach")
        .filter(_ -> fields.value("hardRange").isEmpty())
        .ifPresent(node -> problems.add(node.place(), "breach needs a hardRange"));
    return new SeriesRules(
        gate(alerts ? null : hardRange.orElse(null)),
        judging(alerts ? hardRange.orElse(null) : null),
        alerting());
  }

  private GateRules gate(@Nullable Range hardRange) {
    return new GateRules(
        hardRange,
        sentinels(),
        fields.text("unit").orElse(""),
        fields
            .word("clock", ordered(Map.entry("event", false), Map.entry("arrival", true)))
            .orElse(false),
        fields.duration("lateness", SECOND, GateRules.LATENESS).orElse(GateRules.LATENESS),
        fields
            .word("decimal", ordered(Map.entry("point", false), Map.entry("comma", true)))
            .orElse(false));
  }

  private JudgingRules judging(@Nullable Range hardRange) {
    return new JudgingRules(
        fields.flag("enabled").orElse(true),
        sensitivity(),
        fields.word("direction", words(Direction.values())).orElse(Direction.BOTH),
        minDeviation(),
        kinds(),
        fields.word("season", words(Season.values())).orElse(Season.AUTO),
        fields.zone("zone").orElse(ZoneOffset.UTC),
        fields.flag("counter").orElse(false),
        window(),
        silence(),
        hardRange);
  }

  private AlertingRules alerting() {
    Duration holdFor = fields.duration("for", Duration.ZERO, LONGEST_HOLD).orElse(Duration.ZERO);
    Duration groupWait =
        fields
            .duration("groupWait", Duration.ZERO, LONGEST_GROUP_WAIT)
            .orElse(AlertingRules.DEFAULT.groupWait());
    Duration remind =
        fields
            .duration("remind", SHORTEST_REMIND, LONGEST_REMIND)
            .orElse(AlertingRules.DEFAULT.remind());
    Limits limits = severity();
    return new AlertingRules(
        holdFor, groupWait, remind, limits.floor(), limits.ceiling(), runbook(), attributes());
  }

  private Optional<Range> range() {
    return fields.read(
        "hardRange",
        "an array of the least and the greatest value, either may be null",
        node -> {
          if (!(node instanceof Node.Items(_, var items) && items.size() == 2)) {
            return Optional.empty();
          }
          Optional<Double> low = end(items.getFirst(), -Double.MAX_VALUE);
          Optional<Double> high = end(items.getLast(), Double.MAX_VALUE);
          return low.flatMap(l -> high.filter(h -> l <= h).map(h -> new Range(l, h)));
        });
  }

  private static Optional<Double> end(Node node, double open) {
    return node instanceof Node.Nothing ? Optional.of(open) : FieldsReader.numberOf(node);
  }

  private Set<Double> sentinels() {
    return fields
        .<Set<Double>>read(
            "sentinels",
            "an array of at most %d numbers".formatted(MOST_SENTINELS),
            node -> {
              if (!(node instanceof Node.Items(_, var items) && items.size() <= MOST_SENTINELS)) {
                return Optional.empty();
              }
              Set<Double> numbers = new LinkedHashSet<>();
              items.forEach(
                  item -> FieldsReader.numberOf(item).ifPresent(n -> numbers.add(n + 0.0)));
              return items.stream().allMatch(Node.Decimal.class::isInstance)
                  ? Optional.of(numbers)
                  : Optional.empty();
            })
        .orElse(Set.of());
  }

  private double sensitivity() {
    Optional<Node> node = fields.value("sensitivity");
    if (node.isPresent() && node.get() instanceof Node.Text) {
      return fields.word("sensitivity", SENSITIVITIES).orElse(JudgingRules.MEDIUM);
    }
    return fields
        .read(
            "sensitivity",
            "low, medium, high or a number from 0.1 to 10",
            n ->
                FieldsReader.numberOf(n)
                    .filter(number -> number >= MIN_SENSITIVITY && number <= MAX_SENSITIVITY))
        .orElse(JudgingRules.MEDIUM);
  }

  private MinDeviation minDeviation() {
    return fields
        .read(
            "minDeviation",
            "a number >= 0, or a text such as \"5%\"",
            node ->
                switch (node) {
                  case Node.Decimal(_, var number) when number >= 0 ->
                      Optional.of(new MinDeviation(number, 0));
                  case Node.Text(_, var text) ->
                      percent(text).map(share -> new MinDeviation(0, share));
                  default -> Optional.<MinDeviation>empty();
                })
        .orElse(MinDeviation.NONE);
  }

  private static Optional<Double> percent(String text) {
    return text.matches("\\d{1,6}(\\.\\d{1,6})?%")
        ? Optional.of(Double.parseDouble(text.substring(0, text.length() - 1)) / 100)
        : Optional.empty();
  }

  /// An array of the kinds that are on, or an object of kinds and whether they are.
  private Set<Kind> kinds() {
    Set<Kind> on = EnumSet.allOf(Kind.class);
    fields
        .read(
            "kinds",
            "an array of kinds, or an object of kinds and true or false",
            node ->
                node instanceof Node.Items || node instanceof Node.Fields
                    ? Optional.of(node)
                    : Optional.<Node>empty())
        .ifPresent(node -> {
          switch (node) {
            case Node.Items(_, var items) -> {
              on.clear();
              items.forEach(item -> fields.wordOf("kinds", item, KINDS).ifPresent(on::add));
            }
            case Node.Fields object -> {
              var switches = new FieldsReader(object, problems);
              KINDS.forEach((name, kind) -> {
                if (!switches.flag(name).orElse(true)) {
                  on.remove(kind);
                }
              });
              switches.end();
            }
            default -> throw new IllegalStateException("not kinds: " + node.told());
          }
        });
    return on;
  }

  private @Nullable Window window() {
    Optional<Duration> every = fields.duration("every", Window.MIN, Window.MAX);
    Optional<Aggregate> aggregate = fields.word("aggregate", words(Aggregate.values()));
    Optional<Node> everyNode = fields.value("every");
    Optional<Node> aggregateNode = fields.value("aggregate");
    if (everyNode.isPresent() != aggregateNode.isPresent()) {
      everyNode
          .or(() -> aggregateNode)
          .ifPresent(node -> problems.add(node.place(), "every and aggregate need each other"));
    }
    return every.isPresent() && aggregate.isPresent()
        ? new Window(every.get(), aggregate.get())
        : null;
  }

  private Silence silence() {
    return fields
        .read(
            "silence",
            "off, auto or %s up to 30d".formatted(Durations.SHAPE),
            node -> FieldsReader.textOf(node).flatMap(SeriesRulesReader::silence))
        .orElse(Silence.AUTO);
  }

  private static Optional<Silence> silence(String text) {
    return switch (text) {
      case "auto" -> Optional.of(Silence.AUTO);
      case "off" -> Optional.of(Silence.OFF);
      default ->
          Durations.parse(text)
              .filter(gap -> gap.compareTo(SECOND) >= 0 && gap.compareTo(LONGEST_GAP) <= 0)
              .map(Silence.After::new);
    };
  }

  private Limits severity() {
    Optional<Node> node = fields.value("severity");
    if (node.isPresent() && node.get() instanceof Node.Fields object) {
      var limits = new FieldsReader(object, problems);
      Severity floor = limits.word("floor", SEVERITIES).orElse(Severity.LOW);
      Severity ceiling = limits.word("ceiling", SEVERITIES).orElse(Severity.CRITICAL);
      limits.end();
      if (floor.compareTo(ceiling) <= 0) {
        return new Limits(floor, ceiling);
      }
      problems.add(object.place(), "severity's floor is above its ceiling");
      return Limits.NONE;
    }
    return fields
        .word("severity", SEVERITIES)
        .map(fixed -> new Limits(fixed, fixed))
        .orElse(Limits.NONE);
  }

  private String runbook() {
    return fields
        .read(
            "runbook",
            "an address that begins with https:// or http://, of at most 2000 characters",
            node ->
                FieldsReader.textOf(node)
                    .filter(text -> text.length() <= LONGEST_ADDRESS)
                    .filter(text -> text.startsWith("https://") || text.startsWith("http://"))
                    .filter(text -> text.chars().allMatch(c -> c > ' ' && c != 0x7f)))
        .orElse("");
  }

  private Map<String, String> attributes() {
    return new TextsReader(problems)
        .read(fields, "attributes", MOST_ATTRIBUTES, name -> name.matches("[A-Za-z0-9_-]{1,64}"));
  }

  private static <E extends Enum<E>> Map<String, E> words(E[] constants) {
    var words = new LinkedHashMap<String, E>();
    for (E constant : constants) {
      words.put(constant.name().toLowerCase(Locale.ROOT), constant);
    }
    return words;
  }

  @SafeVarargs
  private static <T> Map<String, T> ordered(Map.Entry<String, T>... entries) {
    var words = new LinkedHashMap<String, T>();
    for (Map.Entry<String, T> entry : entries) {
      words.put(entry.getKey(), entry.getValue());
    }
    return words;
  }
}
