package io.offbeat.local.storm;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import io.offbeat.lambda.StreamRecord;
import io.offbeat.local.storm.ShardedStream.Shard;
import io.offbeat.local.stream.LambdaEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The event source mapping of a Kinesis stream, rule by rule
/// (https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html).
///
/// Each shard is on its own, and begins once its parents are done with. A batch closes when it is
/// full, when its window is over, or when its event would pass 6 MB. Where the answer names a
/// record, all before it is done with; an error splits the batch in two, left half first, which
/// costs no try; a record too old, or tried too often, goes to the destination of failures. What
/// AWS says nothing about is a knob of [Settings].
final class StreamMapping {
  private static final long MOST_BYTES = 6L << 20;

  /// What an event has of a record beside its data, as measured.
  private static final int ENVELOPE = 543;

  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

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
  record Settings(
      int batchSize,
      Duration window,
      boolean bisect,
      boolean partial,
      int retries,
      @Nullable Duration maxAge,
      boolean progressResets,
      boolean patient) {}

  /// A batch, or what is left of one.
  private record Work(List<StreamRecord> records, int tries) {}

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

  private int checkpoint(Shard shard) {
    Reader reader = readers.get(shard);
    return reader == null ? 0 : reader.checkpoint;
  }

  /// Where the mapping is in one shard.
  private final class Reader {
    private final Shard shard;
    private final Deque<Work> work = new ArrayDeque<>();

    /// How many records are done with.
    private int checkpoint;

    /// How many are in batches.
    private int cursor;

    private boolean busy;
    private int life;
    private Instant notBefore = Instant.MIN;
    private Duration wait = FIRST_WAIT;

    Reader(Shard shard) {
      this.shard = shard;
    }

    void restart() {
      life++;
      busy = false;
      work.clear();
      cursor = checkpoint;
    }

    void poll() {
      if (busy || around.scheduler().instant().isBefore(notBefore)) {
        return;
      }
      if (work.isEmpty()) {
        List<StreamRecord> batch = next();
        if (batch.isEmpty()) {
          return;
        }
        cursor += batch.size();
        work.add(new Work(batch, 0));
      }
      work();
    }

    /// The next batch, if it is closed.
    private List<StreamRecord> next() {
      List<StreamRecord> unread = shard.records().subList(cursor, shard.records().size());
      if (unread.isEmpty()) {
        return List.of();
      }
      long bytes = 0;
      var batch = new ArrayList<StreamRecord>();
      for (StreamRecord record : unread) {
        bytes += ENVELOPE + 4L * Math.ceilDiv(record.data().remaining(), 3);
        if (batch.size() == settings.batchSize() || (bytes > MOST_BYTES && !batch.isEmpty())) {
          return batch;
        }
        batch.add(record);
      }
      Instant closes = batch.getFirst().arrivedAt().plus(settings.window());
      boolean closed = batch.size() == settings.batchSize() || shard.isClosed();
      return closed || !around.scheduler().instant().isBefore(closes) ? batch : List.of();
    }

    /// Invokes the function with the batch that is first.
    private void work() {
      Work first = work.element();
      Duration maxAge = settings.maxAge();
      if (maxAge != null) {
        Instant oldest = around.scheduler().instant().minus(maxAge);
        int old =
            (int) first.records().stream().takeWhile(r -> r.arrivedAt().isBefore(oldest)).count();
        if (old > 0) {
          giveUp(Condition.RECORD_AGE_EXCEEDED, first.records().subList(0, old));
          rest(first, old, first.tries());
          return;
        }
      }
      busy = true;
      int mine = life;
      around.trace().add("%s %s from %s".formatted(stream.name(), shard.id(), told(first)));
      function.invoke(
          LambdaEvents.kinesis(stream.name(), first.records()),
          result -> {
            if (mine == life) {
              busy = false;
              heed(first, result);
            }
          });
    }

    private static String told(Work work) {
      return "%s, %d records"
          .formatted(work.records().getFirst().sequenceNumber(), work.records().size());
    }

    private void heed(Work first, Lambda.Result<StreamsEventResponse> result) {
      if (!(result instanceof Lambda.Result.Answered(var answer))) {
        around.trace().add("%s %s failed".formatted(stream.name(), shard.id()));
        failed(first);
        return;
      }
      OptionalInt done = settings.partial() ? done(first.records(), answer) : all(first);
      if (done.isEmpty()) {
        failed(first);
      } else if (done.getAsInt() == first.records().size()) {
        rest(first, done.getAsInt(), 0);
      } else {
        around.trace().add("%s %s resumes".formatted(stream.name(), shard.id()));
        boolean progress = done.getAsInt() > 0;
        int tries = progress && settings.progressResets() ? 0 : first.tries() + 1;
        again(first, done.getAsInt(), tries);
      }
    }

    private OptionalInt all(Work first) {
      return OptionalInt.of(first.records().size());
    }

    /// How many records an answer says are done with; empty when it fails the whole batch.
    private OptionalInt done(List<StreamRecord> records, @Nullable StreamsEventResponse answer) {
      List<BatchItemFailure> failures = answer == null ? null : answer.getBatchItemFailures();
      if (failures == null) {
        return OptionalInt.of(records.size());
      }
      List<String> ids = records.stream().map(r -> r.sequenceNumber().toString()).toList();
      int lowest = records.size();
      for (BatchItemFailure failure : failures) {
        int index = ids.indexOf(failure.getItemIdentifier());
        if (index < 0) {
          return OptionalInt.empty();
        }
        lowest = Math.min(lowest, index);
      }
      return OptionalInt.of(lowest);
    }

    private void failed(Work first) {
      int half = first.records().size() / 2;
      if (settings.bisect() && half > 0) {
        work.remove();
        work.addFirst(
            new Work(first.records().subList(half, first.records().size()), first.tries()));
        work.addFirst(new Work(first.records().subList(0, half), first.tries()));
        pause();
      } else {
        again(first, 0, first.tries() + 1);
      }
    }

    /// Tries what is left, unless that was tried too often.
    private void again(Work first, int done, int tries) {
      List<StreamRecord> left = first.records().subList(done, first.records().size());
      if (settings.retries() >= 0 && tries > settings.retries()) {
        giveUp(Condition.RETRY_ATTEMPTS_EXHAUSTED, left);
        rest(first, first.records().size(), 0);
      } else {
        rest(first, done, tries);
        pause();
      }
    }

    private void giveUp(Condition condition, List<StreamRecord> records) {
      around.trace().add("%s %s gives up %d".formatted(stream.name(), shard.id(), records.size()));
      onFailure.accept(condition, List.copyOf(records));
    }

    /// Checkpoints what is done with, and keeps the rest of the batch.
    private void rest(Work first, int done, int tries) {
      work.remove();
      checkpoint += done;
      if (done > 0) {
        wait = FIRST_WAIT;
      }
      if (done < first.records().size()) {
        work.addFirst(new Work(first.records().subList(done, first.records().size()), tries));
      }
    }

    private void pause() {
      if (settings.patient()) {
        notBefore = around.scheduler().instant().plus(wait);
        wait =
            wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
      }
    }
  }
}
