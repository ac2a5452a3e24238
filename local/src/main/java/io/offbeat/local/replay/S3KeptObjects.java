package io.offbeat.local.replay;

import io.offbeat.lambda.AwsClients;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Objects in a bucket of S3.
public final class S3KeptObjects implements KeptObjects {
  private final S3Client s3;
  private final String bucket;

  /// @param s3 the client
  /// @param bucket name of the bucket
  public S3KeptObjects(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  @Override
  public List<String> keys(String prefix) {
    return AwsClients.call(
        "list s3://%s/%s".formatted(bucket, prefix),
        () ->
            s3
                .listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix))
                .contents()
                .stream()
                .map(S3Object::key)
                .sorted()
                .toList());
  }

  @Override
  public byte[] read(String key) {
    return AwsClients.call(
        "get s3://%s/%s".formatted(bucket, key),
        () -> s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArray());
  }
}
