package io.offbeat.detector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offbeat.lambda.TransientFailure;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.wire.EpisodeEventCodec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class ArchivingEpisodePublisherTest {
  private final InMemoryEpisodeArchive archive = new InMemoryEpisodeArchive();
  private final InMemoryEpisodePublisher topic = new InMemoryEpisodePublisher();
  private final EpisodePublisher publisher = new ArchivingEpisodePublisher(archive, topic);

  @Test
  void what_is_published_is_kept_by_the_day_it_happened() throws IOException {
    List<EpisodeEvent> events = events();

    assertThat(publisher.publish(events)).isEmpty();

    assertThat(topic.events()).isEqualTo(events);
    assertThat(archive.objects().keySet())
        .hasSize(2)
        .allMatch(key -> key.matches("episodes/dt=2026-11-2[56]/[0-9a-f]{32}\\.ndjson\\.gz"));
    assertThat(kept()).containsExactlyInAnyOrderElementsOf(events);
  }

  @Test
  void what_is_published_again_is_kept_once() {
    publisher.publish(events());
    publisher.publish(events());

    assertThat(archive.objects()).hasSize(2);
  }

  @Test
  void nothing_is_told_that_is_not_kept() {
    var full =
        new ArchivingEpisodePublisher(
            (_, _) -> {
              throw new TransientFailure("full");
            },
            topic);

    assertThatThrownBy(() -> full.publish(events())).isInstanceOf(TransientFailure.class);
    assertThat(topic.events()).isEmpty();
  }

  private static List<EpisodeEvent> events() {
    Device device = Device.fresh("pump-7");
    device.fold(Blocks.pump(0, 100, 60));
    device.sweep(Blocks.START.plus(Duration.ofDays(2)), Instant.EPOCH);
    var events = new ArrayList<>(device.outbox());
    EpisodeEvent first = events.getFirst();
    events.add(
        new EpisodeEvent(
            EpisodeEvent.Change.ENDED,
            first.series(),
            first.unit(),
            first.kind(),
            first.severity(),
            first.start(),
            first.at().plus(Duration.ofDays(1)),
            first.value(),
            first.peak(),
            first.score(),
            first.grade(),
            first.usual(),
            first.alert(),
            first.why(),
            false,
            false,
            first.recent()));
    return events;
  }

  private List<EpisodeEvent> kept() throws IOException {
    var events = new ArrayList<EpisodeEvent>();
    for (byte[] object : archive.objects().values()) {
      try (var gzip = new GZIPInputStream(new ByteArrayInputStream(object))) {
        new String(gzip.readAllBytes(), UTF_8)
            .lines()
            .map(EpisodeEventCodec::decode)
            .forEach(events::add);
      }
    }
    return events;
  }
}
