package io.offbeat.local.storm;

import io.offbeat.lambda.TransientFailure;
import io.offbeat.local.storm.Lambda.Instance;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/// What can happen to a call that leaves a function: it takes time, it is refused, its answer is
/// lost, or its caller is gone before or after it has had its effect.
final class Calls {
  private static final int MOST_MILLIS = 20;

  /// Longer than any function may take.
  private static final Duration FOR_EVER = Duration.ofMinutes(6);

  private final Lambda.Surroundings around;
  private final SplittableRandom random;
  private final Set<String> down = new HashSet<>();

  Calls(Lambda.Surroundings around, SplittableRandom random) {
    this.around = around;
    this.random = random;
  }

  /// From here on a service refuses every call.
  void down(String service) {
    around.trace().add(service + " is down");
    down.add(service);
  }

  void up(String service) {
    if (down.remove(service)) {
      around.trace().add(service + " is up again");
    }
  }

  void upAll() {
    Set.copyOf(down).forEach(this::up);
  }

  /// A call of an instance to a service.
  ///
  /// @param service what is called
  /// @param effect what it does there
  <T> T call(String service, Supplier<T> effect) {
    Instance<?, ?> caller = Instance.current();
    boolean slow = around.faults().fires(Fault.SLOW);
    around.scheduler().pause(slow ? FOR_EVER : latency());
    caller.live();
    happen(Fault.CRASH_BEFORE, caller, service);
    if (down.contains(service) || around.faults().fires(Fault.REFUSED)) {
      tell(caller, service, Fault.REFUSED);
      throw new TransientFailure(service + " refuses");
    }
    T answer = effect.get();
    around.trace().add("%s calls %s".formatted(caller.name(), service));
    if (around.faults().fires(Fault.ANSWER_LOST)) {
      tell(caller, service, Fault.ANSWER_LOST);
      throw new TransientFailure("the answer of %s is lost".formatted(service));
    }
    happen(Fault.CRASH_AFTER, caller, service);
    around.scheduler().pause(latency());
    caller.live();
    return answer;
  }

  void run(String service, Runnable effect) {
    call(
        service,
        () -> {
          effect.run();
          return true;
        });
  }

  /// Whether a service takes only a part of what it is given now.
  boolean takesPart() {
    return around.faults().fires(Fault.PARTIAL);
  }

  /// Whether a read that need not be consistent shows what was.
  boolean isStale() {
    return around.faults().fires(Fault.STALE_READ);
  }

  /// A number to choose by, from 0 on.
  int any(int bound) {
    return random.nextInt(bound);
  }

  private void happen(Fault crash, Instance<?, ?> caller, String service) {
    if (around.faults().fires(crash)) {
      tell(caller, service, crash);
      caller.crash();
    }
  }

  private void tell(Instance<?, ?> caller, String service, Fault fault) {
    around.trace().add("%s calls %s: %s".formatted(caller.name(), service, fault.label()));
  }

  private Duration latency() {
    return Duration.ofMillis(1L + random.nextInt(MOST_MILLIS));
  }
}
