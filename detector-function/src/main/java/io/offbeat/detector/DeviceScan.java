package io.offbeat.detector;

import io.offbeat.model.Census;
import java.time.Instant;
import java.util.List;

/// Looks at every device there is.
public interface DeviceScan {
  /// A glance at each device, in no order. It may be some seconds old: what follows from it is
  /// decided on the device itself, once loaded.
  ///
  /// @throws io.offbeat.lambda.TransientFailure when not all can be seen
  List<Glance> scan();

  /// A glance at each device as it is by now, for twice the price.
  ///
  /// @throws io.offbeat.lambda.TransientFailure when not all can be seen
  List<Glance> scanNewest();

  /// Counts the devices whose newest reading arrived within an hour before an instant, and their
  /// metrics; reserved ones not.
  ///
  /// @throws io.offbeat.lambda.TransientFailure when not all can be seen
  Census census(Instant at);
}
