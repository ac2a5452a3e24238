package io.offbeat.local.storm;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// A time of its own, in which one thing happens after another: what is due first, and of what is
/// due at once any, as the seed has it.
///
/// A task is a thread that runs only while the scheduler waits for it. It hands back whenever it
/// pauses, so between two pauses nothing else happens.
final class Scheduler {
  private static final Comparator<Event> ORDER =
      Comparator.comparing(Event::at)
          .thenComparingLong(Event::tie)
          .thenComparingLong(Event::number);

  private final PriorityQueue<Event> events = new PriorityQueue<>(ORDER);
  private final SplittableRandom random;
  private Instant now;
  private long number;

  private record Event(Instant at, long tie, long number, Runnable action) {}

  /// A thread that waits for its turn.
  private static final class Task {
    private static final ThreadLocal<@Nullable Task> CURRENT = new ThreadLocal<>();

    private final Semaphore go = new Semaphore(0);
    private final Semaphore back = new Semaphore(0);

    /// Lets it run until it pauses or ends.
    void resume() {
      go.release();
      back.acquireUninterruptibly();
    }

    void handBack() {
      back.release();
      go.acquireUninterruptibly();
    }
  }

  /// @param start where time begins
  /// @param random chooses among what is due at once
  Scheduler(Instant start, SplittableRandom random) {
    this.now = start;
    this.random = random;
  }

  Instant instant() {
    return now;
  }

  /// Lets something happen then; at once when that is over.
  void at(Instant when, Runnable action) {
    number++;
    events.add(new Event(when.isBefore(now) ? now : when, random.nextLong(), number, action));
  }

  void after(Duration time, Runnable action) {
    at(now.plus(time), action);
  }

  /// Lets something happen again and again.
  void every(Duration time, Runnable action) {
    after(
        time,
        () -> {
          action.run();
          every(time, action);
        });
  }

  /// Starts a task, which may pause.
  void start(Runnable body) {
    var task = new Task();
    Thread.startVirtualThread(() -> {
      task.go.acquireUninterruptibly();
      Task.CURRENT.set(task);
      try {
        body.run();
      } finally {
        task.back.release();
      }
    });
    at(now, task::resume);
  }

  /// Inside a task: lets time pass, and others work.
  void pause(Duration time) {
    Task task = Objects.requireNonNull(Task.CURRENT.get(), "only a task pauses");
    after(time, task::resume);
    task.handBack();
  }

  /// Lets the next thing happen, if it is due by then.
  ///
  /// @return whether there was one
  boolean step(Instant until) {
    Event next = events.peek();
    if (next == null || next.at().isAfter(until)) {
      return false;
    }
    events.remove();
    now = next.at();
    next.action().run();
    return true;
  }
}
