package io.offbeat.detector;

import io.offbeat.model.Census;
import io.offbeat.model.rules.Rules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What comes of looking at every device as a whole.
///
/// @param glances a glance at each, by the rules of now
/// @param stale the devices that these rules make due at another time than was saved
/// @param census how many devices report
record Visit(List<Glance> glances, Set<String> stale, Census census) {
  /// Visits every device.
  ///
  /// @param current the rules of now
  /// @param now the time of the census
  static Visit of(DeviceScan scan, Rules current, Instant now) {
    var glances = new ArrayList<Glance>();
    var stale = new HashSet<String>();
    var count = new Census.Count();
    scan.visit((saved, device) -> {
      device.by(current);
      glances.add(device.glance());
      if (!device.due().map(Instant::toEpochMilli).equals(saved.due().map(Instant::toEpochMilli))) {
        stale.add(saved.device());
      }
      if (saved.countsAt(now)) {
        count.add(device.judged());
      }
    });
    return new Visit(glances, stale, count.at(now));
  }
}
