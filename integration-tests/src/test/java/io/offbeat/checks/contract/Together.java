package io.offbeat.checks.contract;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Runs calls side by side.
final class Together {
  private Together() {}

  /// The results of the calls for 0 to `count - 1`.
  static <T> List<T> run(int count, IntFunction<T> call) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<T>> calls =
          IntStream.range(0, count)
              .mapToObj(i -> CompletableFuture.supplyAsync(() -> call.apply(i), threads))
              .toList();
      return calls.stream().map(CompletableFuture::join).toList();
    }
  }
}
