package io.offbeat.checks.architecture.offending;

import software.amazon.awssdk.services.s3.S3Client;

/// Named as an adapter: may touch the SDK, its nested classes too.
public final class S3Shelf {
  interface Inner {
    S3Client client();
  }
}
