package io.offbeat.local.storm;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import io.offbeat.detector.EpisodePublisher;
import io.offbeat.ingest.Archive;
import io.offbeat.ingest.ArchiveCodec;
import io.offbeat.ingest.Archived;
import io.offbeat.ingest.BlockForwarder;
import io.offbeat.lambda.Patience;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A small soak holds, and one of each kind of bug does not. At night an hour of 50,000 readings a
/// second: `./offbeat simulate soak --minutes 60`.
class SoakTest {
  private static final Duration TIME = Duration.ofMinutes(2);

  @Test
  void memory_and_lag_stay_and_every_reading_has_its_outcome() {
    Soaked soaked = SoakRun.of(TIME, 400, new SoakWiring(), (_, _) -> {});

    assertThat(soaked.broken()).isEmpty();
    assertThat(soaked.load().readings()).isEqualTo(2 * 60 * 400);
    assertThat(soaked.ingest().second()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(4));
    assertThat(soaked.detect().second()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(4));
    assertThat(soaked.episodes()).isPositive();
  }

  /// What a small soak of a planted bug finds broken.
  private static List<String> broken(SoakWiring planted) {
    return SoakRun.of(TIME, 100, planted, (_, _) -> {}).broken();
  }

  @Test
  void a_function_that_keeps_what_it_was_given_is_found() {
    var leaking =
        new SoakWiring() {
          private final List<byte[]> kept = new ArrayList<>();

          @Override
          public Archive archive(Archive sound) {
            Archive counting = super.archive(sound);
            return (key, object) -> {
              kept.add(new byte[1 << 20]);
              counting.keep(key, object);
            };
          }
        };

    assertThat(broken(leaking)).singleElement().asString().contains("the heap grew by");
  }

  @Test
  void a_function_that_does_not_keep_up_is_found() {
    var slow =
        new SoakWiring() {
          @Override
          public RequestHandler<KinesisEvent, StreamsEventResponse> ingest(
              RequestHandler<KinesisEvent, StreamsEventResponse> sound) {
            return (event, context) -> {
              ((Patience.Timer) context).pause(Duration.ofMillis(150L * event.getRecords().size()));
              return sound.handleRequest(event, context);
            };
          }
        };

    assertThat(broken(slow)).anyMatch(what -> what.startsWith("ingest was up to"));
  }

  @Test
  void readings_that_are_not_learned_are_found() {
    var losing =
        new SoakWiring() {
          private int calls;

          @Override
          public BlockForwarder blocks(BlockForwarder sound) {
            return packed -> {
              calls++;
              return calls == 30 ? List.of() : sound.forward(packed);
            };
          }
        };

    assertThat(broken(losing)).singleElement().asString().startsWith("readings learned");
  }

  @Test
  void a_block_that_is_lost_is_found_though_another_comes_twice() {
    var doubling =
        new SoakWiring() {
          private int calls;

          @Override
          public BlockForwarder blocks(BlockForwarder sound) {
            return packed -> {
              calls++;
              if (calls == 30) {
                return List.of();
              }
              return sound.forward(calls == 32 ? twice(packed) : packed);
            };
          }
        };

    List<String> broken = broken(doubling);

    assertThat(broken).hasSize(2);
    assertThat(broken.getFirst()).startsWith("readings learned");
    assertThat(broken.getLast()).startsWith("readings counted as replay");
  }

  private static <T> List<T> twice(List<T> all) {
    var both = new ArrayList<>(all);
    both.addAll(all);
    return both;
  }

  @Test
  void a_silence_that_is_told_is_found() {
    var mistaken =
        new SoakWiring() {
          @Override
          public EpisodePublisher episodes(EpisodePublisher sound) {
            return events -> sound.publish(events.stream().map(SoakTest::silent).toList());
          }
        };

    assertThat(broken(mistaken)).anyMatch(what -> what.startsWith("silences told"));
  }

  private static EpisodeEvent silent(EpisodeEvent e) {
    return new EpisodeEvent(
        e.change(),
        e.series(),
        e.unit(),
        Kind.SILENT,
        e.severity(),
        e.start(),
        e.at(),
        e.value(),
        e.peak(),
        e.score(),
        e.grade(),
        e.usual(),
        e.alert(),
        e.why(),
        e.historic(),
        e.accepted(),
        e.recent());
  }

  @Test
  void a_record_that_the_archive_did_not_get_is_found() {
    var losing =
        new SoakWiring() {
          private int calls;

          @Override
          public Archive archive(Archive sound) {
            Archive counting = super.archive(sound);
            return (key, object) -> {
              calls++;
              if (calls != 30) {
                counting.keep(key, object);
              }
            };
          }
        };

    assertThat(broken(losing)).singleElement().asString().startsWith("records in the archive");
  }

  @Test
  void a_record_that_the_archive_did_not_get_is_found_though_it_got_another_twice() {
    var doubling =
        new SoakWiring() {
          private int calls;

          @Override
          public Archive archive(Archive sound) {
            Archive counting = super.archive(sound);
            return (key, object) -> {
              calls++;
              counting.keep(key, calls == 30 ? secondInPlaceOfFirst(object) : object);
            };
          }
        };

    assertThat(broken(doubling))
        .singleElement()
        .asString()
        .startsWith("records in the archive: 1,200 ");
  }

  private static byte[] secondInPlaceOfFirst(byte[] object) {
    var records = new ArrayList<Archived>(ArchiveCodec.decode(object));
    records.set(0, records.get(1));
    return ArchiveCodec.encode(records);
  }

  @Test
  void a_shard_that_is_given_more_than_it_takes_is_found() {
    var flooding =
        new SoakWiring() {
          private int calls;

          @Override
          public BlockForwarder blocks(BlockForwarder sound) {
            return packed -> {
              calls++;
              if (calls == 30) {
                sound.forward(Collections.nCopies(1_001, packed.getFirst()));
              }
              return sound.forward(packed);
            };
          }
        };

    assertThat(broken(flooding))
        .contains("shardId-000000000000 of blocks cannot take what it was given");
  }
}
