package io.offbeat.local.fleet;

import io.offbeat.model.SeriesKey;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
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
    var values = new LinkedHashMap<String, Double>();
    series.forEach(
        (key, simulated) -> values.put(key.metric(), simulated.next(seconds, fault(key, at))));
    return new DeviceReadings(name, at, values);
  }

  private double fault(SeriesKey key, Instant at) {
    return faults.stream()
        .filter(fault -> fault.series().equals(key) && fault.covers(at))
        .mapToDouble(Fault::size)
        .sum();
  }
}
