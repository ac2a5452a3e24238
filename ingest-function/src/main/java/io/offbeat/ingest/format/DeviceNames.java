package io.offbeat.ingest.format;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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

  private DeviceNames() {}

  /// The name that most likely is the device's.
  static Optional<String> device(Collection<String> names) {
    return first(DEVICES, names);
  }

  /// The names that may be the event time's, the likeliest first.
  static List<String> times(Collection<String> names) {
    return names.stream()
        .filter(name -> TIMES.contains(plain(name)))
        .sorted(Comparator.comparingInt(name -> TIMES.indexOf(plain(name))))
        .toList();
  }

  private static Optional<String> first(List<String> order, Collection<String> names) {
    return names.stream()
        .filter(name -> order.contains(plain(name)))
        .min(Comparator.comparingInt(name -> order.indexOf(plain(name))));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[_.@-]", "");
  }
}
