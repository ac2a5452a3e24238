package io.offbeat.detector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.EpisodeEvent.Change;
import io.offbeat.model.Kind;
import io.offbeat.model.Range;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.Severity;
import io.offbeat.model.wire.EpisodeEventCodec;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;

class SnsEpisodePublisherTest {
  private static final int MOST_BYTES = 256 * 1024;

  @Test
  void the_largest_events_of_a_page_fit_in_one_call() {
    String name = "\"".repeat(SeriesKey.MAX_NAME_BYTES);
    PublishBatchRequestEntry largest =
        SnsEpisodePublisher.entry(9, event(new SeriesKey(name, name), name));
    int attributes =
        largest.messageAttributes().entrySet().stream()
            .mapToInt(
                e -> e.getKey().length() + "String".length() + bytes(e.getValue().stringValue()))
            .sum();

    assertThat(SnsEpisodePublisher.PAGE * (bytes(largest.message()) + attributes))
        .isLessThan(MOST_BYTES);
  }

  @Test
  void an_entry_is_the_event_and_what_to_filter_it_by() {
    EpisodeEvent event = event(Blocks.PUMP, "Cel");

    PublishBatchRequestEntry entry = SnsEpisodePublisher.entry(3, event);

    assertThat(entry.id()).isEqualTo("3");
    assertThat(EpisodeEventCodec.decode(entry.message())).isEqualTo(event);
    assertThat(entry.messageAttributes())
        .containsOnlyKeys("severity", "change", "kind", "device", "metric")
        .allSatisfy((_, value) -> assertThat(value.dataType()).isEqualTo("String"))
        .hasEntrySatisfying("kind", kind -> assertThat(kind.stringValue()).isEqualTo("level-shift"))
        .hasEntrySatisfying("device", name -> assertThat(name.stringValue()).isEqualTo("pump-7"));
  }

  private static int bytes(String text) {
    return text.getBytes(UTF_8).length;
  }

  private static EpisodeEvent event(SeriesKey series, String unit) {
    double longest = -Double.MIN_NORMAL;
    return new EpisodeEvent(
        Change.STARTED,
        series,
        unit,
        Kind.LEVEL_SHIFT,
        Severity.CRITICAL,
        Blocks.START.plusNanos(1),
        Blocks.START.plusNanos(2),
        longest,
        longest,
        0.9999999999999999,
        0.9999999999999999,
        new Range(longest, longest),
        new Range(longest, longest),
        "\u0001".repeat(EpisodeEvent.MAX_WHY),
        false,
        false,
        Collections.nCopies(EpisodeEvent.MAX_RECENT, longest));
  }
}
