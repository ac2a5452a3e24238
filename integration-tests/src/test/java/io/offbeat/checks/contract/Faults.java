package io.offbeat.checks.contract;

import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/// What goes wrong between a client and AWS.
final class Faults {
  private Faults() {}

  /// The first answers are lost: what was asked is done, the client does not know, and tries again.
  static ExecutionInterceptor lostAnswers(int count) {
    var left = new AtomicInteger(count);
    return new ExecutionInterceptor() {
      @Override
      public void afterTransmission(
          Context.AfterTransmission context, ExecutionAttributes attributes) {
        if (left.getAndDecrement() > 0) {
          throw RetryableException.create("the answer was lost");
        }
      }
    };
  }

  /// Nothing gets through after the first calls.
  static ExecutionInterceptor cutOffAfter(int calls) {
    var left = new AtomicInteger(calls);
    return new ExecutionInterceptor() {
      @Override
      public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        if (left.getAndDecrement() <= 0) {
          throw SdkClientException.create("no way to AWS");
        }
      }
    };
  }
}
