package io.offbeat.detector;

import io.offbeat.lambda.AwsClients;
import io.offbeat.lambda.Settings;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Episode events in a bucket of S3, each object written once
/// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html).
public final class S3EpisodeArchive implements EpisodeArchive {
  private static final int TAKEN = 412;

  private final S3Client s3;
  private final String bucket;

  /// @param s3 the client
  /// @param bucket name of the bucket
  public S3EpisodeArchive(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  /// The archive that the function's settings name.
  public static S3EpisodeArchive of(Settings settings) {
    return new S3EpisodeArchive(
        AwsClients.s3(settings.awsEndpoint()), settings.text("OFFBEAT_BUCKET"));
  }

  @Override
  public void keep(String key, byte[] object) {
    AwsClients.call("put s3://%s/%s".formatted(bucket, key), () -> putOnce(key, object));
  }

  /// Whether the key was free.
  private boolean putOnce(String key, byte[] object) {
    try {
      s3.putObject(
          put -> put.bucket(bucket).key(key).ifNoneMatch("*").contentType("application/gzip"),
          RequestBody.fromBytes(object));
      return true;
    } catch (S3Exception e) {
      if (e.statusCode() == TAKEN) {
        return false;
      }
      throw e;
    }
  }
}
