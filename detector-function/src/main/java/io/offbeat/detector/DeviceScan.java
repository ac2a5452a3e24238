package io.offbeat.detector;

import java.util.List;

/// Looks at every device there is.
public interface DeviceScan {
  /// A glance at each device, in no order. It may be some seconds old: what follows from it is
  /// decided on the device itself, once loaded.
  ///
  /// @throws io.offbeat.lambda.TransientFailure when not all can be seen
  List<Glance> scan();
}
