package io.offbeat.alert;

import io.offbeat.lambda.AwsClients;
import io.offbeat.lambda.Settings;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Keeps poison in a bucket, under the same key once.
public final class S3Quarantine implements Quarantine {
  private static final int PRECONDITION_FAILED = 412;

  private final S3Client s3;
  private final String bucket;

  /// @param s3 the client
  /// @param bucket name of the bucket
  public S3Quarantine(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  /// The quarantine that a function's settings name.
  public static S3Quarantine of(Settings settings) {
    return new S3Quarantine(AwsClients.s3(settings.awsEndpoint()), settings.text("OFFBEAT_BUCKET"));
  }

  @Override
  public void keep(String key, byte[] object) {
    AwsClients.call("put s3://%s/%s".formatted(bucket, key), () -> putOnce(key, object));
  }

  private boolean putOnce(String key, byte[] object) {
    try {
      s3.putObject(
          put -> put.bucket(bucket).key(key).ifNoneMatch("*").contentType("application/json"),
          RequestBody.fromBytes(object));
      return true;
    } catch (S3Exception e) {
      if (e.statusCode() == PRECONDITION_FAILED) {
        return false;
      }
      throw e;
    }
  }
}
