package io.offbeat.local.stream;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A function as a mapping sees it: it is invoked, and ends in one of three ways, at once or later.
///
/// @param <E> event
/// @param <R> answer
@FunctionalInterface
public interface LambdaFunction<E, R extends @Nullable Object> {
  /// Begins an invocation.
  ///
  /// @param done hears its result, once
  void invoke(E event, Consumer<Result<R>> done);

  /// What an invocation ended with.
  ///
  /// @param <R> answer
  sealed interface Result<R extends @Nullable Object> {
    /// It answered.
    ///
    /// @param answer what the handler returned
    record Answered<R extends @Nullable Object>(R answer) implements Result<R> {}

    /// It was not begun: too many others run.
    record Throttled<R extends @Nullable Object>() implements Result<R> {}

    /// It failed, was given up, or its instance went.
    ///
    /// @param why in a few words
    /// @param cause what the handler threw; null when it threw nothing
    record Failed<R extends @Nullable Object>(String why, @Nullable Throwable cause)
        implements Result<R> {
      /// It threw.
      public static <R extends @Nullable Object> Failed<R> with(Throwable thrown) {
        return new Failed<>(String.valueOf(thrown), thrown);
      }
    }
  }

  /// A function whose handler runs in the caller's thread: an invocation ends as soon as it began.
  /// Whatever the handler throws is, as to Lambda, an error of the function.
  ///
  /// @param contexts gives the context of each invocation
  static <E, R extends @Nullable Object> LambdaFunction<E, R> here(
      RequestHandler<E, R> handler, Supplier<Context> contexts) {
    return (event, done) -> {
      var run = new FutureTask<>(() -> handler.handleRequest(event, contexts.get()));
      run.run();
      done.accept(
          run.state() == Future.State.FAILED
              ? Result.Failed.with(run.exceptionNow())
              : new Result.Answered<>(run.resultNow()));
    };
  }
}
