package io.offbeat.local.storm;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import io.offbeat.lambda.StreamRecord;
import io.offbeat.local.storm.StreamMapping.Condition;
import io.offbeat.local.storm.StreamMapping.Settings;
import io.offbeat.local.stream.LambdaEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
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
  private final Lambda<KinesisEvent, StreamsEventResponse> function;
  private final Lambda.Surroundings around;
  private final BiConsumer<Condition, List<StreamRecord>> onFailure;
  private final List<StreamRecord> records = new ArrayList<>();
  private final Deque<Work> work = new ArrayDeque<>();

  /// How many records are done with.
  private int done;

  /// How many are in batches.
  private int cursor;

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
  /// @param around where it runs
  /// @param onFailure hears of records that are given up
  StreamLane(
      Place place,
      Settings settings,
      Lambda<KinesisEvent, StreamsEventResponse> function,
      Lambda.Surroundings around,
      BiConsumer<Condition, List<StreamRecord>> onFailure) {
    this.place = place;
    this.settings = settings;
    this.function = function;
    this.around = around;
    this.onFailure = onFailure;
  }

  /// Takes the next record of its keys.
  void add(StreamRecord record) {
    records.add(record);
  }

  /// The records that are not yet done with, in order.
  List<StreamRecord> unfinished() {
    return records.subList(done, records.size());
  }

  /// Begins again after its first so many records, whatever is under way.
  void restart(int from) {
    life++;
    busy = false;
    work.clear();
    done = from;
    cursor = from;
  }

  /// Looks whether there is something to do.
  ///
  /// @param ended whether nothing more comes
  void poll(boolean ended) {
    if (busy || around.scheduler().instant().isBefore(notBefore)) {
      return;
    }
    if (work.isEmpty()) {
      List<StreamRecord> batch = next(ended);
      if (batch.isEmpty()) {
        return;
      }
      cursor += batch.size();
      work.add(new Work(batch, 0));
    }
    work();
  }

  /// The next batch, if it is closed.
  private List<StreamRecord> next(boolean ended) {
    List<StreamRecord> unread = records.subList(cursor, records.size());
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

  private static String told(Work work) {
    return "%s, %d records"
        .formatted(work.records().getFirst().sequenceNumber(), work.records().size());
  }

  private void trace(String what) {
    around.trace().add("%s %s %s".formatted(place.stream(), place.shard(), what));
  }

  private void heed(Work first, Lambda.Result<StreamsEventResponse> result) {
    if (!(result instanceof Lambda.Result.Answered(var answer))) {
      trace("failed");
      failed(first);
      return;
    }
    OptionalInt answered = settings.partial() ? answered(first.records(), answer) : all(first);
    if (answered.isEmpty()) {
      failed(first);
    } else if (answered.getAsInt() == first.records().size()) {
      rest(first, answered.getAsInt(), 0);
    } else {
      trace("resumes");
      boolean progress = answered.getAsInt() > 0;
      int tries = progress && settings.progressResets() ? 0 : first.tries() + 1;
      again(first, answered.getAsInt(), tries);
    }
  }

  private OptionalInt all(Work first) {
    return OptionalInt.of(first.records().size());
  }

  /// How many records an answer says are done with; empty when it fails the whole batch.
  private OptionalInt answered(List<StreamRecord> records, @Nullable StreamsEventResponse answer) {
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
      work.addFirst(new Work(first.records().subList(half, first.records().size()), first.tries()));
      work.addFirst(new Work(first.records().subList(0, half), first.tries()));
      pause();
    } else {
      again(first, 0, first.tries() + 1);
    }
  }

  /// Tries what is left, unless that was tried too often.
  private void again(Work first, int answered, int tries) {
    List<StreamRecord> left = first.records().subList(answered, first.records().size());
    if (settings.retries() >= 0 && tries > settings.retries()) {
      giveUp(Condition.RETRY_ATTEMPTS_EXHAUSTED, left);
      rest(first, first.records().size(), 0);
    } else {
      rest(first, answered, tries);
      pause();
    }
  }

  private void giveUp(Condition condition, List<StreamRecord> lost) {
    trace("gives up %d".formatted(lost.size()));
    onFailure.accept(condition, List.copyOf(lost));
  }

  /// Notes what is done with, and keeps the rest of the batch.
  private void rest(Work first, int answered, int tries) {
    work.remove();
    done += answered;
    if (answered > 0) {
      wait = FIRST_WAIT;
    }
    if (answered < first.records().size()) {
      work.addFirst(new Work(first.records().subList(answered, first.records().size()), tries));
    }
  }

  private void pause() {
    if (settings.patient()) {
      notBefore = around.scheduler().instant().plus(wait);
      wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
    }
  }
}
