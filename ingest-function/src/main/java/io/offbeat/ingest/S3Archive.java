package io.offbeat.ingest;

import io.offbeat.lambda.AwsClients;
import io.offbeat.lambda.Settings;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Keeps objects in a bucket of S3, each written once: S3 answers 412 when the key is taken, and
/// 409 when two writers race for it, which is worth another try
/// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html).
public final class S3Archive implements Archive {
  private static final int TAKEN = 412;

  private final S3Client s3;
  private final String bucket;

  /// @param s3 the client
  /// @param bucket name of the bucket
  public S3Archive(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  /// The archive that the settings name.
  public static S3Archive of(Settings settings) {
    return new S3Archive(AwsClients.s3(settings.awsEndpoint()), settings.text("OFFBEAT_BUCKET"));
  }

  @Override
  public void keep(String key, byte[] object) {
    AwsClients.call("keep s3://%s/%s".formatted(bucket, key), () -> put(key, object));
  }

  /// Whether the key was free.
  private boolean put(String key, byte[] object) {
    var request =
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(key)
            .ifNoneMatch("*")
            .contentType("application/gzip")
            .build();
    try {
      s3.putObject(request, RequestBody.fromBytes(object));
      return true;
    } catch (S3Exception e) {
      if (e.statusCode() == TAKEN) {
        return false;
      }
      throw e;
    }
  }
}
