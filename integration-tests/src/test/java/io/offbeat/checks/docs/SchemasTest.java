package io.offbeat.checks.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.checks.Repository;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.EpisodeEvent.Change;
import io.offbeat.model.Kind;
import io.offbeat.model.Range;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.Severity;
import io.offbeat.model.wire.EpisodeEventCodec;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The schemas of what comes in and goes out say what the code does.
class SchemasTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final JsonNode READING = schema("reading-1");
  private static final JsonNode EPISODE = schema("episode-1");

  @Test
  void an_episode_event_has_the_fields_of_its_schema_and_each_is_described() {
    JsonNode plain = JSON.readTree(EpisodeEventCodec.encode(event(false)));
    JsonNode accepted = JSON.readTree(EpisodeEventCodec.encode(event(true)));

    assertThat(names(accepted)).isEqualTo(names(EPISODE.get("properties")));
    assertThat(plain.has("accepted")).isFalse();
    assertThat(names(plain)).containsAll(texts(EPISODE.get("required")));
    accepted
        .properties()
        .forEach(field ->
            assertThat(typeOf(field.getValue()))
                .as(field.getKey())
                .isEqualTo(EPISODE.get("properties").get(field.getKey()).get("type").asString()));
  }

  /// A reader takes an event that has only what the schema requires.
  @Test
  void what_the_schema_requires_is_enough_to_be_read() {
    var least = (ObjectNode) JSON.readTree(EpisodeEventCodec.encode(event(false)));
    var names = new TreeSet<>(names(least));
    names.removeAll(texts(EPISODE.get("required")));
    names.remove("recent");
    names.forEach(least::remove);

    assertThat(EpisodeEventCodec.decode(least.toString()).episodeId())
        .isEqualTo(event(false).episodeId());
  }

  @Test
  void the_words_of_the_schema_are_the_words_of_the_code() {
    assertThat(texts(EPISODE.get("properties").get("kind").get("enum")))
        .isEqualTo(labels(Stream.of(Kind.values()).map(Kind::label)));
    assertThat(texts(EPISODE.get("properties").get("severity").get("enum")))
        .isEqualTo(labels(Stream.of(Severity.values()).map(Severity::label)));
    assertThat(texts(EPISODE.get("properties").get("change").get("enum")))
        .isEqualTo(labels(Stream.of(Change.values()).map(Change::label)));
  }

  @Test
  void the_examples_of_canonical_json_are_readings_by_the_schema() {
    String page = Repository.text(Repository.path("docs/data-formats.md"));
    String section = page.substring(page.indexOf("## Canonical JSON"));
    List<JsonNode> examples =
        Pattern.compile("(?m)^\\{\"device\".*}$")
            .matcher(section)
            .results()
            .map(example -> JSON.readTree(example.group()))
            .toList();

    assertThat(examples).hasSizeGreaterThanOrEqualTo(2);
    assertThat(examples)
        .allSatisfy(example -> {
          assertThat(names(READING.get("properties"))).containsAll(names(example));
          assertThat(names(example)).containsAll(texts(READING.get("required")));
          assertThat(example.has("values") || (example.has("metric") && example.has("value")))
              .isTrue();
        });
  }

  private static EpisodeEvent event(boolean accepted) {
    var at = Instant.parse("2026-11-25T17:00:00Z");
    var usual = new Range(61, 78);
    return new EpisodeEvent(
        Change.ENDED,
        new SeriesKey("pump-7", "temperature"),
        "Cel",
        Kind.SPIKE,
        Severity.HIGH,
        at,
        at,
        91.2,
        91.2,
        0.71,
        0.42,
        usual,
        usual,
        "highest in 32 days",
        false,
        accepted,
        List.of(70.0, 91.2));
  }

  private static String typeOf(JsonNode value) {
    if (value.isIntegralNumber()) {
      return "integer";
    }
    return value.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  private static Set<String> names(JsonNode object) {
    return new TreeSet<>(object.propertyNames());
  }

  private static Set<String> texts(JsonNode array) {
    return array
        .valueStream()
        .map(JsonNode::asString)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> labels(Stream<String> labels) {
    return labels.collect(Collectors.toCollection(TreeSet::new));
  }

  private static JsonNode schema(String name) {
    return JSON.readTree(Repository.text(Repository.path("docs/schema/%s.json".formatted(name))));
  }
}
