package io.offbeat.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offbeat.alert.Alert;
import io.offbeat.alert.InMemoryAlertPublisher;
import io.offbeat.ingest.InMemoryArchive;
import io.offbeat.lambda.RulesSource;
import io.offbeat.lambda.TransientFailure;
import io.offbeat.local.LocalPipeline.Ports;
import io.offbeat.local.stream.DeliveryFailure;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.rules.Rules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class LocalPipelineTest {
  private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

  private final InMemoryArchive archive = new InMemoryArchive();
  private final List<EpisodeEvent> episodes = new ArrayList<>();
  private final InMemoryAlertPublisher alerts = new InMemoryAlertPublisher();
  private final LocalPipeline pipeline =
      new LocalPipeline(new Ports(archive, episodes::add, alerts), CLOCK, NOON);

  @Test
  void a_spike_in_a_steady_series_becomes_an_alert() {
    for (int i = 0; i < 500; i++) {
      put(i, i == 450 ? 90 : 20 + i % 7 * 0.1);
    }
    pipeline.drain();

    assertThat(episodes).isNotEmpty();
    assertThat(alerts.published()).first().extracting(Alert::change).isEqualTo(Alert.Change.OPENED);
    assertThat(alerts.published())
        .first()
        .extracting(alert -> alert.about().device())
        .isEqualTo("pump-7");
    assertThat(pipeline.totals().of("detect", "learned")).isEqualTo(500);
    assertThat(alerts.published()).noneMatch(alert -> alert.text().contains("Raw readings"));
    assertThat(pipeline.totals().of("timer", "opened")).isOne();
    assertThat(pipeline.totals().imbalance()).isZero();
  }

  @Test
  void poison_is_archived_quarantined_and_counted_while_its_neighbours_are_learned() {
    put(0, 20);
    pipeline.put("pump-7", NOON, "no json".getBytes(UTF_8));
    pipeline.drain();

    assertThat(pipeline.totals().of("ingest", "poison")).isOne();
    assertThat(pipeline.totals().of("detect", "learned")).isOne();
    assertThat(archive.objects().keySet()).anyMatch(key -> key.startsWith("quarantine/"));
    assertThat(archive.objects().keySet()).anyMatch(key -> key.startsWith("raw/"));
    assertThat(pipeline.totals().imbalance()).isZero();
  }

  @Test
  void an_archive_that_stays_broken_is_told_with_its_trouble() {
    var broken =
        new LocalPipeline(
            new Ports(
                (key, object) -> {
                  throw new TransientFailure("disk full");
                },
                episodes::add,
                alerts),
            new Hurrying(),
            NOON);
    broken.put("pump-7", NOON, json(0, 20));

    assertThatThrownBy(broken::drain)
        .isInstanceOf(DeliveryFailure.class)
        .hasMessageContaining("readings")
        .hasMessageContaining("disk full");
    assertThat(broken.totals().imbalance()).isZero();
  }

  @Test
  void a_bug_in_a_function_is_told_with_where_it_is() {
    var buggy =
        new LocalPipeline(
            new Ports(
                (key, object) -> {
                  throw new IllegalStateException("a bug");
                },
                episodes::add,
                alerts),
            CLOCK,
            NOON);
    buggy.put("pump-7", NOON, json(0, 20));

    assertThatThrownBy(buggy::drain)
        .isInstanceOf(DeliveryFailure.class)
        .hasMessageContaining("a bug")
        .hasRootCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void episodes_that_the_alert_function_does_not_take_are_told_with_its_trouble_and_kept() {
    var learned = new AtomicReference<LongSupplier>(() -> 0);
    var broken = new AtomicBoolean(true);
    RulesSource rules =
        () -> {
          if (!broken.get() || learned.get().getAsLong() < 500) {
            return Rules.none();
          }
          throw new TransientFailure("no rules");
        };
    var stuck =
        new LocalPipeline(new Ports(archive, episodes::add, alerts, rules), new Hurrying(), NOON);
    learned.set(() -> stuck.totals().of("detect", "learned"));
    for (int i = 0; i < 500; i++) {
      double value = i == 450 ? 90 : 20 + i % 7 * 0.1;
      stuck.put("pump-7", NOON.plus(Duration.ofMinutes(i)), json(i, value));
    }

    assertThatThrownBy(stuck::drain)
        .isInstanceOf(DeliveryFailure.class)
        .hasMessageContaining("messages of episodes failed 3 times")
        .hasMessageContaining("no rules");
    assertThat(alerts.published()).isEmpty();

    broken.set(false);
    stuck.drain();
    assertThat(alerts.published()).first().extracting(Alert::change).isEqualTo(Alert.Change.OPENED);
  }

  private void put(int minute, double value) {
    pipeline.put("pump-7", NOON.plus(Duration.ofMinutes(minute)), json(minute, value));
  }

  private static byte[] json(int minute, double value) {
    return """
    {"device":"pump-7","metric":"temperature","at":"%s","value":%s}\
    """
        .formatted(NOON.plus(Duration.ofMinutes(minute)), value)
        .getBytes(UTF_8);
  }

  /// A clock by which every look takes ten seconds, so that no wait fits in an invocation.
  private static final class Hurrying extends Clock {
    private Instant now = NOON;

    @Override
    public Instant instant() {
      now = now.plusSeconds(10);
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
