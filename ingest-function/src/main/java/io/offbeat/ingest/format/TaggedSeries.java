package io.offbeat.ingest.format;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The series of a measurement with tags: a device, and a metric for each field.
///
/// The tag that names a device is the device; the others are part of the metric, in their order by
/// name: `cpu.usage_idle{cpu=cpu0}`. Without such a tag all tags are the device, and without tags
/// the measurement is.
///
/// @param device name of the device
/// @param measurement what was measured
/// @param suffix ends the name of each metric: what tells the series of a device apart
record TaggedSeries(String device, String measurement, String suffix) {
  /// The field that means the measurement itself.
  private static final String PLAIN_FIELD = "value";

  /// The series of a measurement.
  static TaggedSeries of(String measurement, Map<String, String> tags) {
    Optional<String> deviceTag = DeviceNames.device(tags.keySet());
    if (deviceTag.isEmpty()) {
      return new TaggedSeries(tags.isEmpty() ? measurement : joined(tags), measurement, "");
    }
    Map<String, String> others = new HashMap<>(tags);
    String device = String.valueOf(others.remove(deviceTag.get()));
    return new TaggedSeries(device, measurement, suffix(others));
  }

  /// The metric of a field.
  String metric(String field) {
    return field.equals(PLAIN_FIELD) ? measurement + suffix : measurement + "." + field + suffix;
  }

  /// What tells series of one name apart, at the end of it.
  static String suffix(Map<String, String> tags) {
    return tags.isEmpty() ? "" : "{" + joined(tags) + "}";
  }

  private static String joined(Map<String, String> tags) {
    return new TreeMap<>(tags)
        .entrySet().stream()
            .map(tag -> tag.getKey() + "=" + tag.getValue())
            .collect(Collectors.joining(","));
  }
}
