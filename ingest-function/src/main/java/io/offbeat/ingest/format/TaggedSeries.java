package io.offbeat.ingest.format;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The series that a measurement with tags belongs to.
///
/// The tag that names a device is the device; the others are part of the metric, in their order by
/// name: `cpu.usage_idle{cpu=cpu0}`. Without such a tag all tags are the device, and without tags
/// the measurement is.
///
/// @param device name of the device
/// @param metric name of the metric
record TaggedSeries(String device, String metric) {
  /// The field that means the measurement itself.
  private static final String PLAIN_FIELD = "value";

  /// The series of a measurement's field.
  static TaggedSeries of(String measurement, Map<String, String> tags, String field) {
    String name = field.equals(PLAIN_FIELD) ? measurement : measurement + "." + field;
    Optional<String> deviceTag = DeviceNames.device(tags.keySet());
    if (deviceTag.isEmpty()) {
      return new TaggedSeries(tags.isEmpty() ? measurement : joined(tags), name);
    }
    SortedMap<String, String> others = new TreeMap<>(tags);
    String device = String.valueOf(others.remove(deviceTag.get()));
    return new TaggedSeries(device, withTags(name, others));
  }

  /// A metric's name with what tells its series apart.
  static String withTags(String name, Map<String, String> tags) {
    return tags.isEmpty() ? name : name + "{" + joined(tags) + "}";
  }

  private static String joined(Map<String, String> tags) {
    return new TreeMap<>(tags)
        .entrySet().stream()
            .map(tag -> tag.getKey() + "=" + tag.getValue())
            .collect(Collectors.joining(","));
  }
}
