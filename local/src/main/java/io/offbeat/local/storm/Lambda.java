package io.offbeat.local.storm;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.offbeat.lambda.Patience;
import io.offbeat.local.stream.LambdaFunction;
import io.offbeat.local.stream.LocalContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A function: instances, each with a handler and a memory of its own, of which one serves an
/// invocation at a time.
///
/// An invocation that takes too long is given up. Its instance goes, or, as a zombie, works on
/// beside the next one; its answer is heard by nobody.
///
/// @param <E> event
/// @param <R> answer
final class Lambda<E, R extends @Nullable Object> implements LambdaFunction<E, R> {
  private final String name;
  private final Duration timeout;
  private final Supplier<RequestHandler<E, R>> code;
  private final Surroundings surroundings;
  private final Deque<Instance<E, R>> idle = new ArrayDeque<>();
  private int instances;
  private int releases;

  /// What an instance finds around it.
  ///
  /// @param scheduler the time
  /// @param faults what goes wrong
  /// @param trace what happened
  record Surroundings(Scheduler scheduler, Faults faults, Trace trace) {}

  /// Where code runs.
  static final class Instance<E, R extends @Nullable Object> {
    private static final ThreadLocal<@Nullable Instance<?, ?>> CURRENT = new ThreadLocal<>();

    private final String name;
    private final int release;
    private final RequestHandler<E, R> handler;
    private boolean gone;

    private Instance(String name, int release, RequestHandler<E, R> handler) {
      this.name = name;
      this.release = release;
      this.handler = handler;
    }

    /// The one that this thread is.
    static Instance<?, ?> current() {
      Instance<?, ?> instance = CURRENT.get();
      if (instance == null) {
        throw new IllegalStateException("no instance of a function runs here");
      }
      return instance;
    }

    String name() {
      return name;
    }

    /// Goes on if the instance is still there.
    void live() {
      if (gone) {
        throw new Crash();
      }
    }

    /// Goes.
    void crash() {
      gone = true;
      throw new Crash();
    }
  }

  Lambda(
      String name,
      Duration timeout,
      Supplier<RequestHandler<E, R>> code,
      Surroundings surroundings) {
    this.name = name;
    this.timeout = timeout;
    this.code = code;
    this.surroundings = surroundings;
  }

  /// Replaces all instances; those at work end what they do.
  void deploy() {
    releases++;
    idle.clear();
  }

  @Override
  public void invoke(E event, Consumer<Result<R>> done) {
    Instance<E, R> instance = idle.isEmpty() ? fresh() : idle.pop();
    new Invocation(instance, done).begin(event);
  }

  private Instance<E, R> fresh() {
    instances++;
    return new Instance<>("%s-%d".formatted(name, instances), releases, code.get());
  }

  private final class Invocation {
    private final Instance<E, R> instance;
    private Consumer<Result<R>> done;
    private boolean ended;

    Invocation(Instance<E, R> instance, Consumer<Result<R>> done) {
      this.instance = instance;
      this.done = done;
    }

    void begin(E event) {
      Scheduler scheduler = surroundings.scheduler();
      var context = new SimulatedContext(name, scheduler, timeout);
      scheduler.start(() -> {
        Instance.CURRENT.set(instance);
        var run = new FutureTask<>(() -> instance.handler.handleRequest(event, context));
        run.run();
        end(
            run.state() == Future.State.FAILED
                ? failed(run.exceptionNow())
                : new Result.Answered<>(run.resultNow()));
      });
      scheduler.after(timeout, this::giveUp);
    }

    private void end(Result<R> result) {
      if (ended) {
        return;
      }
      if (result instanceof Result.Answered && instance.release == releases) {
        idle.push(instance);
      }
      tell(result);
    }

    /// Lets go of who hears it: the scheduler has this invocation until its time would be up.
    private void tell(Result<R> result) {
      ended = true;
      Consumer<Result<R>> hears = done;
      done = _ -> {};
      hears.accept(result);
    }

    private void giveUp() {
      if (ended) {
        return;
      }
      instance.gone = !surroundings.faults().fires(Fault.ZOMBIE);
      String why = instance.gone ? "timed out" : "timed out, and goes on";
      surroundings.trace().add("%s %s".formatted(instance.name, why));
      tell(new Result.Failed<>(why, null));
    }

    private Result<R> failed(Throwable thrown) {
      return thrown instanceof Crash
          ? new Result.Failed<>("crashed", null)
          : Result.Failed.with(thrown);
    }
  }

  /// A context in the scheduler's time, in which waiting is a pause.
  private static final class SimulatedContext extends LocalContext implements Patience.Timer {
    private final Scheduler scheduler;

    SimulatedContext(String function, Scheduler scheduler, Duration timeout) {
      super(function, scheduler::instant, timeout);
      this.scheduler = scheduler;
    }

    @Override
    public Duration remaining() {
      return Duration.ofMillis(getRemainingTimeInMillis());
    }

    @Override
    public void pause(Duration duration) {
      scheduler.pause(duration);
      Instance.current().live();
    }
  }
}
