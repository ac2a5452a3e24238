package io.offbeat.alert;

import java.util.Map;

/// Writes units as people read them: common UCUM codes (https://ucum.org/ucum) by their sign, any
/// other as its producer named it.
final class UnitText {
  private static final int MAX_LENGTH = 16;

  private static final Map<String, String> SIGNS =
      Map.ofEntries(
          Map.entry("Cel", "°C"),
          Map.entry("[degF]", "°F"),
          Map.entry("deg", "°"),
          Map.entry("1", ""),
          Map.entry("%RH", "% RH"),
          Map.entry("Ohm", "Ω"),
          Map.entry("kOhm", "kΩ"),
          Map.entry("us", "µs"),
          Map.entry("um", "µm"),
          Map.entry("uA", "µA"),
          Map.entry("uV", "µV"),
          Map.entry("ug/m3", "µg/m³"),
          Map.entry("m2", "m²"),
          Map.entry("m3", "m³"),
          Map.entry("m3/h", "m³/h"),
          Map.entry("m3/s", "m³/s"),
          Map.entry("m/s2", "m/s²"),
          Map.entry("kW.h", "kWh"),
          Map.entry("W.h", "Wh"),
          Map.entry("[ppm]", "ppm"),
          Map.entry("[ppb]", "ppb"),
          Map.entry("[pH]", "pH"),
          Map.entry("[psi]", "psi"));

  private UnitText() {}

  /// The unit by itself; empty when there is none.
  static String of(String unit) {
    String sign = SIGNS.getOrDefault(unit, unit);
    if (sign.length() > 2 && sign.startsWith("{") && sign.endsWith("}")) {
      sign = sign.substring(1, sign.length() - 1);
    }
    return PlainText.clip(PlainText.escape(sign), MAX_LENGTH);
  }

  /// A number with its unit.
  static String with(String number, String unit) {
    String sign = of(unit);
    return sign.isEmpty() ? number : number + " " + sign;
  }
}
