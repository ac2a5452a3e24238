package io.offbeat.alert;

import static io.offbeat.alert.EpisodeStory.spike;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.Kind;
import io.offbeat.model.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The samples of docs/alerts.md are what the function sends.
class AlertsPageTest {
  private static final Path PAGE = Path.of("../docs/alerts.md");

  static Stream<Alert> samples() {
    return Stream.of(oneDevice(), fleet(), flapping(), sensor(), faulty(), digest())
        .flatMap(List::stream);
  }

  /// With `-Doffbeat.docs=write` the samples of the page are written anew.
  @BeforeAll
  static void write() throws IOException {
    if ("write".equals(System.getProperty("offbeat.docs"))) {
      Iterator<Alert> alerts = samples().iterator();
      String page = Files.readString(PAGE);
      Files.writeString(
          PAGE,
          Pattern.compile("```text\n.*?```\n", Pattern.DOTALL)
              .matcher(page)
              .replaceAll(_ -> Matcher.quoteReplacement(block(alerts.next()))));
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void the_page_shows_each_alert_as_it_is_sent(Alert alert) throws IOException {
    assertThat(Files.readString(PAGE)).contains(block(alert));
  }

  @Test
  void the_page_names_every_change_format_and_cause() throws IOException {
    String page = Files.readString(PAGE);

    for (Alert.Change change : Alert.Change.values()) {
      assertThat(page).contains("`" + change.label() + "`");
    }
    for (AlertFormat format : AlertFormat.values()) {
      assertThat(page).contains("`" + format.label() + "`");
    }
    for (Alert.Cause cause : Alert.Cause.values()) {
      assertThat(page).contains("`" + cause.label() + "`");
    }
  }

  /// An alert as the page shows it.
  static String block(Alert alert) {
    return "```text\n" + alert.subject() + "\n\n" + alert.text() + "```\n";
  }

  private static List<Alert> oneDevice() {
    EpisodeStory story = spike("pump-7", "temperature", 0).of(Kind.LEVEL_SHIFT);
    var watch = new Watch();
    watch.tell(0, why(story.started(88.4, Severity.MEDIUM)));
    watch.tell(0, spike("pump-7", "flow", 0).of(Kind.DRIFT).started(12, Severity.LOW));
    watch.tell(3, why(story.escalated(3, 91.2, Severity.HIGH)));
    watch.tell(14, why(story.ended(14)));
    watch.tell(14, spike("pump-7", "flow", 0).of(Kind.DRIFT).ended(14, 12, Severity.LOW));
    watch.passTo(30);
    return watch.publisher.published();
  }

  private static EpisodeEvent why(EpisodeEvent e) {
    return why(e, "highest in 32 days, by 0.8 of its usual span", e.recent());
  }

  private static EpisodeEvent why(EpisodeEvent e, String why, List<Double> recent) {
    return new EpisodeEvent(
        e.change(),
        e.series(),
        e.unit(),
        e.kind(),
        e.severity(),
        e.start(),
        e.at(),
        e.value(),
        e.peak(),
        e.score(),
        e.grade(),
        e.usual(),
        e.alert(),
        why,
        e.historic(),
        e.accepted(),
        recent);
  }

  private static List<Alert> flapping() {
    var watch = new Watch();
    for (int start = 0; start < 28; start += 7) {
      EpisodeStory story = spike("fan-3", "current", start).of(Kind.LEVEL_SHIFT);
      watch.tell(start, story.started());
      watch.tell(start + 4, story.ended(start + 4));
    }
    return watch.publisher.published().subList(1, 2);
  }

  private static List<Alert> sensor() {
    var watch = new Watch();
    for (int start : List.of(0, 100, 200)) {
      EpisodeStory story = spike("tank-2", "level", start);
      watch.tell(start, story.started(85, Severity.MEDIUM));
      watch.tell(start + 25, CourseTest.glitch(story.ended(start + 25, 85, Severity.MEDIUM)));
    }
    watch.passTo(300);
    return watch.publisher.published();
  }

  private static List<Alert> faulty() {
    EpisodeStory story = spike("tank-2", "level", 0).of(Kind.FAULTY);
    var watch = new Watch();
    watch.tell(
        0,
        why(
            story.ended(0, -127, Severity.LOW),
            "sent -127, which means that there is no reading",
            List.of()));
    watch.passTo(1);
    return watch.publisher.published();
  }

  private static List<Alert> fleet() {
    var events = new ArrayList<EpisodeEvent>();
    for (int device = 10; device < 50; device++) {
      events.add(spike("meter-" + device, "power", 0).of(Kind.SILENT).started(70, Severity.HIGH));
    }
    var watch = new Watch();
    watch.tell(0, events.toArray(EpisodeEvent[]::new));
    watch.passTo(1);
    return watch.publisher.published();
  }

  private static List<Alert> digest() {
    var watch = new Watch();
    for (int n = 10; n < 34; n++) {
      watch.tell(0, spike("pump-" + n, "metric-" + n, 0).of(Kind.LEVEL_SHIFT).started());
    }
    watch.passTo(1);
    List<Alert> published = watch.publisher.published();
    return published.subList(published.size() - 1, published.size());
  }
}
