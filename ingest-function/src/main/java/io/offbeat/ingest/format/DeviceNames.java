package io.offbeat.ingest.format;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The names by which producers call the field or tag that names a device, and the event time.
///
/// Upper and lower case are one, and `_`, `-`, `.` and `@` count for nothing: `Device-ID` is
/// `deviceid`.
final class DeviceNames {
  /// The first of these that is there names the device.
  private static final List<String> DEVICES =
      List.of(
          "deviceid",
          "device",
          "devicename",
          "thingname",
          "thing",
          "clientid",
          "sensorid",
          "sensor",
          "assetid",
          "asset",
          "machineid",
          "machine",
          "equipmentid",
          "equipment",
          "stationid",
          "station",
          "gatewayid",
          "gateway",
          "hostname",
          "host",
          "nodeid",
          "node",
          "instanceid",
          "instance",
          "servicename",
          "service",
          "functionname",
          "topic");

  /// The first of these that is there is the event time.
  private static final List<String> TIMES =
      List.of(
          "at",
          "eventtime",
          "measuredat",
          "observedat",
          "timestamp",
          "time",
          "ts",
          "datetime",
          "date");

  /// Longest name that is looked at: twice the longest of these, for what counts for nothing.
  private static final int MAX_LENGTH = 26;

  private static final Map<String, Integer> DEVICE_RANKS = ranks(DEVICES);
  private static final Map<String, Integer> TIME_RANKS = ranks(TIMES);

  private DeviceNames() {}

  /// The name that most likely is the device's.
  static Optional<String> device(Collection<String> names) {
    return ranked(names, DEVICE_RANKS).findFirst();
  }

  /// The names that may be the device's, the likeliest first.
  static List<String> devices(Collection<String> names) {
    return ranked(names, DEVICE_RANKS).toList();
  }

  /// The names that may be the event time's, the likeliest first.
  static List<String> times(Collection<String> names) {
    return ranked(names, TIME_RANKS).toList();
  }

  private static Map<String, Integer> ranks(List<String> order) {
    return IntStream.range(0, order.size()).boxed().collect(toUnmodifiableMap(order::get, i -> i));
  }

  private static Stream<String> ranked(Collection<String> names, Map<String, Integer> ranks) {
    return names.stream()
        .filter(name -> name.length() <= MAX_LENGTH && ranks.containsKey(plain(name)))
        .sorted(Comparator.comparing(name -> ranks.get(plain(name))));
  }

  private static String plain(String name) {
    var plain = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if ("_.@-".indexOf(c) < 0) {
        plain.append(c);
      }
    }
    return plain.toString().toLowerCase(Locale.ROOT);
  }
}
