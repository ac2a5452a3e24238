package io.offbeat.local.stream;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import io.offbeat.lambda.StreamRecord;
import io.offbeat.local.stream.LambdaFunction.Result.Failed;
import io.offbeat.local.stream.ShardedStream.Shard;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The event source mapping of a Kinesis stream, as AWS documents its rules
/// (https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html).
///
/// Each shard is on its own, and begins once its parents are done with. Its partition keys may
/// share several lanes; each key's records stay in order, and only what has nothing unfinished
/// before it is checkpointed. A batch closes when it is full, when its window is over, or when its
/// event would pass 6 MB. Where the answer names a record, all before it is done with; an error
/// splits the batch in two, left half first, which costs no try; a record too old, or tried too
/// often, goes to the destination of failures; an invocation that is throttled costs no try; a
/// record that the stream no longer keeps is lost, and no destination hears of it. Whether progress
/// begins the count of tries anew, and whether there is a wait between tries, AWS does not say:
/// both are in [Settings].
///
/// It looks only when it is told to: who drives it decides whether that is once a second in a time
/// of its own, or at once.
public final class StreamMapping {
  private static final Comparator<StreamRecord> BY_POSITION =
      Comparator.comparing(StreamRecord::sequenceNumber);

  private final ShardedStream stream;
  private final Settings settings;
  private final LambdaFunction<KinesisEvent, StreamsEventResponse> function;
  private final Outside outside;
  private final Map<Shard, Reader> readers = new LinkedHashMap<>();

  /// The shards that are known to be read to their end: no checkpoint goes back, and without them a
  /// shard would be asked once for every line of descent.
  private final Set<Shard> done = new HashSet<>();

  /// Why records were given up.
  public enum Condition {
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
  /// @param from `StartingPosition`: what arrived before is not read; [Instant#MIN] is
  ///   `TRIM_HORIZON`, the instant of setting up `LATEST`
  /// @param retention how long the stream keeps a record; null: for ever
  public record Settings(
      int batchSize,
      Duration window,
      boolean bisect,
      boolean partial,
      int retries,
      @Nullable Duration maxAge,
      boolean progressResets,
      boolean patient,
      int lanes,
      Instant from,
      @Nullable Duration retention) {
    /// From the oldest record on, none of which expires.
    public Settings(
        int batchSize,
        Duration window,
        boolean bisect,
        boolean partial,
        int retries,
        @Nullable Duration maxAge,
        boolean progressResets,
        boolean patient,
        int lanes) {
      this(
          batchSize,
          window,
          bisect,
          partial,
          retries,
          maxAge,
          progressResets,
          patient,
          lanes,
          Instant.MIN,
          null);
    }
  }

  /// Records of a shard that were given up.
  ///
  /// @param stream name of the stream
  /// @param condition why
  /// @param records which, in order
  /// @param tries how many tries of their batch were counted: one that split it is not, and
  ///   progress may have begun the count anew
  /// @param error what the function failed with at last; null when it answered, or was not asked
  public record GivenUp(
      String stream,
      Condition condition,
      List<StreamRecord> records,
      int tries,
      @Nullable Failed<?> error) {
    public GivenUp {
      records = List.copyOf(records);
    }
  }

  /// What is outside of it.
  ///
  /// @param clock the time by which windows, ages and waits are measured
  /// @param trace hears what it does
  /// @param onFailure takes what is given up; when it throws, the records are kept
  public record Outside(InstantSource clock, Consumer<String> trace, Consumer<GivenUp> onFailure) {}

  /// @param stream where records come from; the mapping is its only consumer
  /// @param settings how it is set up
  /// @param function where they go
  /// @param outside what is outside of it
  public StreamMapping(
      ShardedStream stream,
      Settings settings,
      LambdaFunction<KinesisEvent, StreamsEventResponse> function,
      Outside outside) {
    this.stream = stream;
    this.settings = settings;
    this.function = function;
    this.outside = outside;
  }

  /// Looks at every shard, as the mapping does about once a second.
  public void poll() {
    for (Shard shard : List.copyOf(stream.shards())) {
      Reader reader = readers.computeIfAbsent(shard, Reader::new);
      if (shard.parents().stream().allMatch(this::isDone)) {
        reader.poll();
      }
    }
  }

  /// Whether a shard is read to its end; one that never had a record, once its parents are.
  private boolean isDone(Shard shard) {
    boolean isDone =
        done.contains(shard)
            || (shard.isClosed()
                && checkpoint(shard) == shard.records().size()
                && shard.parents().stream().allMatch(this::isDone));
    if (isDone) {
      done.add(shard);
    }
    return isDone;
  }

  /// Begins again where the checkpoints are, whatever is under way.
  public void restart() {
    readers.values().forEach(Reader::restart);
  }

  /// Lets the stream go of the records that are done with: they never come again.
  public void forget() {
    readers.values().forEach(Reader::forget);
  }

  /// How many records are not yet done with.
  public int backlog() {
    return stream.shards().stream()
        .mapToInt(shard -> shard.records().size() - checkpoint(shard))
        .sum();
  }

  /// The records that are not yet done with.
  public Stream<StreamRecord> unfinished() {
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

    /// How many of the records that it still has the lanes took.
    private int routed;

    Reader(Shard shard) {
      this.shard = shard;
      var place = new StreamLane.Place(stream.name(), shard.id());
      for (int i = 0; i < settings.lanes(); i++) {
        lanes.add(new StreamLane(place, settings, function, outside));
      }
      routed =
          (int)
              shard.records().stream()
                  .takeWhile(record -> record.arrivedAt().isBefore(settings.from()))
                  .count();
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
          .flatMap(lane -> lane.firstUnfinished().stream())
          .mapToInt(first -> Collections.binarySearch(shard.records(), first, BY_POSITION))
          .min()
          .orElse(routed);
    }

    /// All records after the checkpoint come again, those included that another lane was done with.
    void restart() {
      routed = checkpoint();
      lanes.forEach(StreamLane::restart);
    }

    void forget() {
      int done = checkpoint();
      shard.forget(done);
      routed -= done;
    }
  }
}
