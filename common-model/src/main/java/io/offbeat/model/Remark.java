package io.offbeat.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Optional;

/// What the gate says of a device beside its readings. It travels as one more reading of the
/// record, of the same device, at the record's arrival, of a metric that is Offbeat's own.
public sealed interface Remark {
  /// The device's clock cannot be right.
  ///
  /// @param value how far it is ahead of the arrival, in seconds; negative: behind
  record Clock(double value) implements Remark {
    /// The metric by which it travels.
    public static final String METRIC = "offbeat.clock";

    @Override
    public String travelsAs() {
      return METRIC;
    }

    @Override
    public String metric() {
      return METRIC;
    }
  }

  /// A series reported a value that means that there is no reading.
  ///
  /// @param metric the series' metric
  /// @param value the value
  record Sentinel(String metric, double value) implements Remark {
    private static final String PREFIX = "offbeat.sentinel/";

    @Override
    public String travelsAs() {
      return PREFIX + metric;
    }
  }

  /// The metric by which it travels.
  String travelsAs();

  /// The metric that it is about: the device's own or, of what concerns the device, Offbeat's.
  String metric();

  /// What it says, as a number.
  double value();

  /// The reading as which it travels; empty when the metric that it is about leaves no room.
  default Optional<Reading> reading(String device, Instant arrivedAt) {
    String metric = travelsAs();
    return metric.getBytes(UTF_8).length > SeriesKey.MAX_NAME_BYTES
        ? Optional.empty()
        : Optional.of(new Reading(new SeriesKey(device, metric), arrivedAt, value(), ""));
  }

  /// The remark that a reading is; empty when it is an ordinary one.
  static Optional<Remark> of(Reading reading) {
    String metric = reading.series().metric();
    if (metric.equals(Clock.METRIC)) {
      return Optional.of(new Clock(reading.value()));
    }
    return metric.startsWith(Sentinel.PREFIX) && metric.length() > Sentinel.PREFIX.length()
        ? Optional.of(new Sentinel(metric.substring(Sentinel.PREFIX.length()), reading.value()))
        : Optional.empty();
  }
}
