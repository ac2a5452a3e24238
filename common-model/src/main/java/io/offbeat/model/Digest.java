package io.offbeat.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 of names: ids and buckets that are the same on every machine, for ever.
public final class Digest {
  private static final int ID_BYTES = 16;

  private Digest() {}

  /// A 128-bit id of the parts in their order, as 32 hexadecimal digits. Names hold no control
  /// characters, so the newlines between the parts leave no doubt.
  public static String id(String... parts) {
    return HexFormat.of().formatHex(sha256(String.join("\n", parts)), 0, ID_BYTES);
  }

  /// The 32 bytes of the hash of a text's UTF-8.
  public static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
