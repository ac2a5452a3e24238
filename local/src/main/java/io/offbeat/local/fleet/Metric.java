package io.offbeat.local.fleet;

import java.util.List;

/// How a metric behaves when all is well.
///
/// @param name name of the metric
/// @param decimals digits after the point that its sensor gives
/// @param level where its values lie
/// @param daily height of its daily rhythm
/// @param weekly height of its weekly rhythm
/// @param drift how far its level moves in a day
/// @param sigma standard deviation of its noise
/// @param memory correlation of neighbouring noise, in [0, 1)
record Metric(
    String name,
    int decimals,
    double level,
    double daily,
    double weekly,
    double drift,
    double sigma,
    double memory) {

  /// What every device measures: the temperature of its housing in Celsius, the load of its motor
  /// in percent, its vibration in mm/s, its battery in volts.
  static final List<Metric> OF_A_DEVICE =
      List.of(
          new Metric("temperature", 2, 48, 6, 0, 0, 0.5, 0.6),
          new Metric("load", 1, 42, 14, 4, 0, 2, 0),
          new Metric("vibration", 3, 2.4, 0, 0, 0, 0.15, 0),
          new Metric("battery", 3, 3.9, 0, 0, -0.0005, 0.006, 0.3));
}
