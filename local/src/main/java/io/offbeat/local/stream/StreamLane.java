package io.offbeat.local.stream;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import io.offbeat.lambda.StreamRecord;
import io.offbeat.local.stream.LambdaFunction.Result;
import io.offbeat.local.stream.LambdaFunction.Result.Failed;
import io.offbeat.local.stream.StreamMapping.Condition;
import io.offbeat.local.stream.StreamMapping.GivenUp;
import io.offbeat.local.stream.StreamMapping.Outside;
import io.offbeat.local.stream.StreamMapping.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// A part of a shard, which has some of its partition keys: one batch at a time, in order.
final class StreamLane {
  private static final long MOST_BYTES = 6L << 20;

  /// What an event has of a record beside its data, as measured.
  private static final int ENVELOPE = 543;

  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final Place place;
  private final Settings settings;
  private final LambdaFunction<KinesisEvent, StreamsEventResponse> function;
  private final Outside outside;

  /// Records that are in no batch yet.
  private final Deque<StreamRecord> unread = new ArrayDeque<>();

  /// The batch that is under way, in one part or several.
  private final Deque<Work> work = new ArrayDeque<>();

  private boolean busy;
  private int life;
  private Instant notBefore = Instant.MIN;
  private Duration wait = FIRST_WAIT;

  /// @param stream name of the stream
  /// @param shard id of the shard
  record Place(String stream, String shard) {}

  /// A batch, or what is left of one.
  private record Work(List<StreamRecord> records, int tries) {}

  /// @param place whose records these are
  /// @param settings how the mapping is set up
  /// @param function what is invoked
  /// @param outside what is outside of the mapping
  StreamLane(
      Place place,
      Settings settings,
      LambdaFunction<KinesisEvent, StreamsEventResponse> function,
      Outside outside) {
    this.place = place;
    this.settings = settings;
    this.function = function;
    this.outside = outside;
  }

  /// Takes the next record of its keys.
  void add(StreamRecord record) {
    unread.add(record);
  }

  /// The first record that is not yet done with.
  Optional<StreamRecord> firstUnfinished() {
    return work.isEmpty()
        ? Optional.ofNullable(unread.peek())
        : Optional.of(work.element().records().getFirst());
  }

  /// Drops all that it has, whatever is under way: what is not done with is added again.
  void restart() {
    life++;
    busy = false;
    work.clear();
    unread.clear();
  }

  /// Looks whether there is something to do.
  ///
  /// @param ended whether nothing more comes
  void poll(boolean ended) {
    if (busy || now().isBefore(notBefore)) {
      return;
    }
    if (work.isEmpty()) {
      List<StreamRecord> batch = next(ended);
      if (batch.isEmpty()) {
        return;
      }
      batch.forEach(_ -> unread.remove());
      work.add(new Work(batch, 0));
    }
    work();
  }

  /// The next batch, if it is closed.
  private List<StreamRecord> next(boolean ended) {
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
    boolean closed = batch.size() == settings.batchSize() || ended;
    return closed || !now().isBefore(closes) ? batch : List.of();
  }

  /// Invokes the function with the batch that is first.
  private void work() {
    Work first = work.element();
    int expired = older(first, settings.retention());
    if (expired > 0) {
      trace("lost %d to retention".formatted(expired));
      rest(first, expired, first.tries());
      return;
    }
    int old = older(first, settings.maxAge());
    if (old > 0) {
      giveUp(Condition.RECORD_AGE_EXCEEDED, first.records().subList(0, old), first.tries(), null);
      rest(first, old, first.tries());
      return;
    }
    busy = true;
    int mine = life;
    trace("from " + told(first));
    function.invoke(
        LambdaEvents.kinesis(place.stream(), first.records()),
        result -> {
          if (mine == life) {
            busy = false;
            heed(first, result);
          }
        });
  }

  /// How many of the first records are older than this; none where it is null.
  private int older(Work work, @Nullable Duration age) {
    if (age == null) {
      return 0;
    }
    Instant oldest = now().minus(age);
    return (int) work.records().stream().takeWhile(r -> r.arrivedAt().isBefore(oldest)).count();
  }

  private static String told(Work work) {
    return "%s, %d records"
        .formatted(work.records().getFirst().sequenceNumber(), work.records().size());
  }

  private Instant now() {
    return outside.clock().instant();
  }

  private void trace(String what) {
    outside.trace().accept("%s %s %s".formatted(place.stream(), place.shard(), what));
  }

  private void heed(Work first, Result<StreamsEventResponse> result) {
    switch (result) {
      case Failed<?> error -> {
        trace("failed");
        failed(first, error);
      }
      case Result.Throttled<?> _ -> {
        trace("is throttled");
        pause();
      }
      case Result.Answered(var answer) -> heed(first, answer);
    }
  }

  private void heed(Work first, @Nullable StreamsEventResponse answer) {
    OptionalInt answered = settings.partial() ? answered(first.records(), answer) : all(first);
    if (answered.isEmpty()) {
      failed(first, null);
    } else if (answered.getAsInt() == first.records().size()) {
      rest(first, answered.getAsInt(), 0);
    } else {
      trace("resumes");
      boolean progress = answered.getAsInt() > 0;
      int tries = progress && settings.progressResets() ? 0 : first.tries() + 1;
      again(first, answered.getAsInt(), tries, null);
    }
  }

  private OptionalInt all(Work first) {
    return OptionalInt.of(first.records().size());
  }

  /// How many records an answer says are done with; empty when it fails the whole batch.
  private OptionalInt answered(List<StreamRecord> records, @Nullable StreamsEventResponse answer) {
    List<BatchItemFailure> failures = answer == null ? null : answer.getBatchItemFailures();
    if (failures == null || failures.isEmpty()) {
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

  private void failed(Work first, @Nullable Failed<?> error) {
    int half = first.records().size() / 2;
    if (settings.bisect() && half > 0) {
      work.remove();
      work.addFirst(new Work(first.records().subList(half, first.records().size()), first.tries()));
      work.addFirst(new Work(first.records().subList(0, half), first.tries()));
      pause();
    } else {
      again(first, 0, first.tries() + 1, error);
    }
  }

  /// Tries what is left, unless that was tried too often.
  private void again(Work first, int answered, int tries, @Nullable Failed<?> error) {
    List<StreamRecord> left = first.records().subList(answered, first.records().size());
    if (settings.retries() >= 0 && tries > settings.retries()) {
      giveUp(Condition.RETRY_ATTEMPTS_EXHAUSTED, left, tries, error);
      rest(first, first.records().size(), 0);
    } else {
      rest(first, answered, tries);
      pause();
    }
  }

  private void giveUp(
      Condition condition, List<StreamRecord> lost, int tries, @Nullable Failed<?> error) {
    trace("gives up %d".formatted(lost.size()));
    outside.onFailure().accept(new GivenUp(place.stream(), condition, lost, tries, error));
  }

  /// Notes what is done with, and keeps the rest of the batch.
  private void rest(Work first, int answered, int tries) {
    work.remove();
    if (answered > 0) {
      wait = FIRST_WAIT;
    }
    if (answered < first.records().size()) {
      work.addFirst(new Work(first.records().subList(answered, first.records().size()), tries));
    }
  }

  private void pause() {
    if (settings.patient()) {
      notBefore = now().plus(wait);
      wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
    }
  }
}
