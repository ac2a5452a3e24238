package io.offbeat.ingest;

import java.util.List;

/// Puts blocks on the stream `blocks`.
public interface BlockForwarder {
  /// Puts blocks of different buckets, in any order among themselves.
  ///
  /// @param blocks at most one a bucket, since one call promises no order
  /// @return those that the stream did not take; the others are there, at least once
  /// @throws io.offbeat.lambda.TransientFailure when none is known to be there
  List<PackedBlock> forward(List<PackedBlock> blocks);
}
