package io.offbeat.detector;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.offbeat.model.Digest;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.wire.EpisodeEventCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/// Keeps events under `episodes/`, then publishes them: a query finds every event that was ever
/// told, perhaps twice, under the same id.
///
/// What is published together is kept together, an object for each day of the events:
/// `episodes/dt=2026-11-25/` and a hash of their ids, gzipped lines as the topic carries them.
public final class ArchivingEpisodePublisher implements EpisodePublisher {
  private final EpisodeArchive archive;
  private final EpisodePublisher publisher;

  /// @param archive keeps the events
  /// @param publisher tells of them
  public ArchivingEpisodePublisher(EpisodeArchive archive, EpisodePublisher publisher) {
    this.archive = archive;
    this.publisher = publisher;
  }

  @Override
  public List<EpisodeEvent> publish(List<EpisodeEvent> events) {
    Map<LocalDate, List<EpisodeEvent>> byDay =
        events.stream()
            .collect(
                Collectors.groupingBy(
                    event -> LocalDate.ofInstant(event.at(), ZoneOffset.UTC),
                    TreeMap::new,
                    Collectors.toList()));
    byDay.forEach((day, told) -> archive.keep(key(day, told), object(told)));
    return publisher.publish(events);
  }

  private static String key(LocalDate day, List<EpisodeEvent> events) {
    String[] ids = events.stream().map(EpisodeEvent::eventId).toArray(String[]::new);
    return "episodes/dt=%s/%s.ndjson.gz".formatted(day, Digest.id(ids));
  }

  private static byte[] object(List<EpisodeEvent> events) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      for (EpisodeEvent event : events) {
        gzip.write((EpisodeEventCodec.encode(event) + "\n").getBytes(UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("an array takes every byte", e);
    }
    return bytes.toByteArray();
  }
}
