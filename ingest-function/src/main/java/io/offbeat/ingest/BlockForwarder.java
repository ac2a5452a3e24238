package io.offbeat.ingest;

import java.util.List;

/// Puts blocks on the stream `blocks`.
public interface BlockForwarder {
  /// Most blocks at once, as PutRecords takes no more
  /// (https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html).
  int MAX_BLOCKS = 500;

  /// Most bytes at once, partition keys included. Kinesis takes 10 MiB since 2025, emulators 5.
  int MAX_BYTES = 5 << 20;

  /// Puts blocks of different buckets, in any order among themselves.
  ///
  /// @param blocks at most one a bucket, since one call promises no order, and within the limits
  /// @return those that the stream did not take; the others are there, at least once
  /// @throws io.offbeat.lambda.TransientFailure when none is known to be there
  List<PackedBlock> forward(List<PackedBlock> blocks);
}
