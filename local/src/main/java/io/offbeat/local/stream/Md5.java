package io.offbeat.local.stream;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The hash by which Kinesis picks shards, and which SQS puts on bodies.
public final class Md5 {
  private Md5() {}

  /// The 16 bytes of the hash of a text's UTF-8.
  public static byte[] of(String text) {
    try {
      return MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}
