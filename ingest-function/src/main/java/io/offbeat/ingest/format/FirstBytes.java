package io.offbeat.ingest.format;

/// The first bytes of a payload, safe to show: printable ASCII as it is, any other byte in hex.
final class FirstBytes {
  private static final int MOST = 24;

  private FirstBytes() {}

  static String of(byte[] bytes) {
    var shown = new StringBuilder();
    for (int i = 0; i < Math.min(bytes.length, MOST); i++) {
      boolean plain = bytes[i] >= ' ' && bytes[i] <= '~' && bytes[i] != '\\';
      shown.append(plain ? String.valueOf((char) bytes[i]) : "\\x%02x".formatted(bytes[i]));
    }
    return bytes.length > MOST ? shown + "…" : shown.toString();
  }
}
