package io.offbeat.local.fleet;

import io.offbeat.model.Reading;
import io.offbeat.model.SeriesKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A device that measures all of its metrics at once.
///
/// @param name name of the device
/// @param series its series, in the order in which it sends them
/// @param faults what is broken at it
record SimulatedDevice(String name, Map<SeriesKey, SimulatedSeries> series, List<Fault> faults) {

  /// What it measures at an instant; asked for in the order of time.
  DeviceReadings at(Instant at) {
    double seconds = Duration.between(Fleet.START, at).toSeconds();
    var readings = new ArrayList<Reading>();
    series.forEach((key, simulated) -> {
      double value = simulated.next(seconds, fault(key, at));
      readings.add(new Reading(key, at, value, simulated.unit()));
    });
    return new DeviceReadings(name, at, readings);
  }

  private double fault(SeriesKey key, Instant at) {
    return faults.stream()
        .filter(fault -> fault.series().equals(key) && fault.covers(at))
        .mapToDouble(Fault::size)
        .sum();
  }
}
