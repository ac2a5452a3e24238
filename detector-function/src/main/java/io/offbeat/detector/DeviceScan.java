package io.offbeat.detector;

import java.util.List;
import java.util.function.BiConsumer;

/// Looks at every device there is.
public interface DeviceScan {
  /// A glance at each device, in no order. It may be some seconds old: what follows from it is
  /// decided on the device itself, once loaded.
  ///
  /// @throws io.offbeat.lambda.TransientFailure when not all can be seen
  List<Glance> scan();

  /// Looks at each device as a whole, as it is by now, in no order; for twice the price.
  ///
  /// @param each takes a glance and the device, one at a time; another try begins anew
  /// @throws io.offbeat.lambda.TransientFailure when not all can be seen
  void visit(BiConsumer<Glance, Device> each);
}
