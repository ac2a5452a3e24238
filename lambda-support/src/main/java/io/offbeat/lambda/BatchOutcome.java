package io.offbeat.lambda;

import java.math.BigInteger;

/// How a batch of stream records ended.
public sealed interface BatchOutcome {
  /// Every record is done with.
  record Completed() implements BatchOutcome {}

  /// Records before `first` are done with; it and all after it must come again.
  ///
  /// @param first sequence number of the first unfinished record
  /// @param cause the trouble that outlasted the invocation's time
  record RetryFrom(BigInteger first, TransientFailure cause) implements BatchOutcome {}
}
