package io.offbeat.alert;

import java.util.Locale;

/// What breaks together, and so is one incident.
///
/// @param scope what kind of thing it is
/// @param name name of the device or of the rules' group; of the fleet, `fleet`
public record Group(Scope scope, String name) {
  /// All devices.
  public static final Group FLEET = new Group(Scope.FLEET, "fleet");

  /// How far a group reaches.
  public enum Scope {
    /// One device.
    DEVICE,
    /// Devices that the rules put together: a site, a line.
    SITE,
    /// All devices.
    FLEET
  }

  /// The group of one device.
  public static Group device(String name) {
    return new Group(Scope.DEVICE, name);
  }

  /// The group that a device belongs to.
  static Group of(String device, Policy policy) {
    return policy.group(device).map(site -> new Group(Scope.SITE, site)).orElse(device(device));
  }

  /// The group that a key names.
  ///
  /// @throws IllegalArgumentException when it names none
  public static Group parse(String key) {
    int slash = key.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("not a group: " + key);
    }
    return new Group(
        Scope.valueOf(key.substring(0, slash).toUpperCase(Locale.ROOT)), key.substring(slash + 1));
  }

  /// Its key in a store: the scope and the name.
  public String key() {
    return scope.name().toLowerCase(Locale.ROOT) + "/" + name;
  }
}
