package io.offbeat.local.storm;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import io.offbeat.lambda.StreamRecord;
import io.offbeat.local.storm.ShardedStream.Shard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The event source mapping of a Kinesis stream, rule by rule
/// (https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html).
///
/// Each shard is on its own, and begins once its parents are done with. Its partition keys may
/// share several lanes; each key's records stay in order, and only what has nothing unfinished
/// before it is checkpointed. A batch closes when it is full, when its window is over, or when its
/// event would pass 6 MB. Where the answer names a record, all before it is done with; an error
/// splits the batch in two, left half first, which costs no try; a record too old, or tried too
/// often, goes to the destination of failures. What AWS says nothing about is a knob of [Settings].
final class StreamMapping {
  private static final Comparator<StreamRecord> BY_POSITION =
      Comparator.comparing(StreamRecord::sequenceNumber);

  private final ShardedStream stream;
  private final Settings settings;
  private final Lambda<KinesisEvent, StreamsEventResponse> function;
  private final Lambda.Surroundings around;
  private final BiConsumer<Condition, List<StreamRecord>> onFailure;
  private final Map<Shard, Reader> readers = new LinkedHashMap<>();

  /// Why records were given up.
  enum Condition {
    /// Tried too often.
    RETRY_ATTEMPTS_EXHAUSTED,
    /// Too old.
    RECORD_AGE_EXCEEDED
  }

  /// How it is set up.
  ///
  /// @param batchSize most records of an event
  /// @param window how long a batch waits to become full
  /// @param bisect whether an error splits the batch
  /// @param partial whether the answer may name failures; otherwise it is not read
  /// @param retries most tries after the first, -1 without end
  /// @param maxAge age from which a record is given up; null: none
  /// @param progressResets whether an answer that shows progress begins the count of tries anew;
  ///   AWS does not say
  /// @param patient whether it waits between tries, 1 s to 30 s; AWS does not say
  /// @param lanes `ParallelizationFactor`: batches of a shard at once, each of other partition keys
  record Settings(
      int batchSize,
      Duration window,
      boolean bisect,
      boolean partial,
      int retries,
      @Nullable Duration maxAge,
      boolean progressResets,
      boolean patient,
      int lanes) {}

  StreamMapping(
      ShardedStream stream,
      Settings settings,
      Lambda<KinesisEvent, StreamsEventResponse> function,
      Lambda.Surroundings around,
      BiConsumer<Condition, List<StreamRecord>> onFailure) {
    this.stream = stream;
    this.settings = settings;
    this.function = function;
    this.around = around;
    this.onFailure = onFailure;
  }

  /// Looks at every shard, as the mapping does about once a second.
  void poll() {
    for (Shard shard : List.copyOf(stream.shards())) {
      Reader reader = readers.computeIfAbsent(shard, Reader::new);
      if (shard.parents().stream().allMatch(this::isDone)) {
        reader.poll();
      }
    }
  }

  /// Whether a shard is read to its end; one that never had a record, once its parents are.
  private boolean isDone(Shard shard) {
    return shard.isClosed()
        && checkpoint(shard) == shard.records().size()
        && shard.parents().stream().allMatch(this::isDone);
  }

  /// Begins again where the checkpoints are, whatever is under way.
  void restart() {
    readers.values().forEach(Reader::restart);
  }

  /// How many records are not yet done with.
  int backlog() {
    return stream.shards().stream()
        .mapToInt(shard -> shard.records().size() - checkpoint(shard))
        .sum();
  }

  /// The records that are not yet done with.
  Stream<StreamRecord> unfinished() {
    return stream.shards().stream()
        .flatMap(
            shard -> shard.records().subList(checkpoint(shard), shard.records().size()).stream());
  }

  private int checkpoint(Shard shard) {
    Reader reader = readers.get(shard);
    return reader == null ? 0 : reader.checkpoint();
  }

  /// Where the mapping is in one shard.
  private final class Reader {
    private final Shard shard;
    private final List<StreamLane> lanes = new ArrayList<>();

    /// How many of its records the lanes have.
    private int routed;

    Reader(Shard shard) {
      this.shard = shard;
      var place = new StreamLane.Place(stream.name(), shard.id());
      for (int i = 0; i < settings.lanes(); i++) {
        lanes.add(new StreamLane(place, settings, function, around, onFailure));
      }
    }

    void poll() {
      List<StreamRecord> records = shard.records();
      for (; routed < records.size(); routed++) {
        lane(records.get(routed)).add(records.get(routed));
      }
      lanes.forEach(lane -> lane.poll(shard.isClosed()));
    }

    private StreamLane lane(StreamRecord record) {
      return lanes.get(Math.floorMod(record.partitionKey().hashCode(), lanes.size()));
    }

    /// How many records are done with that have none before them that is not.
    int checkpoint() {
      return lanes.stream()
          .flatMap(lane -> lane.unfinished().stream().limit(1))
          .mapToInt(first -> Collections.binarySearch(shard.records(), first, BY_POSITION))
          .min()
          .orElse(routed);
    }

    /// All records after the checkpoint come again, those included that another lane was done with.
    void restart() {
      List<StreamRecord> before = shard.records().subList(0, checkpoint());
      lanes.forEach(
          lane -> lane.restart((int) before.stream().filter(r -> lane(r) == lane).count()));
    }
  }
}
