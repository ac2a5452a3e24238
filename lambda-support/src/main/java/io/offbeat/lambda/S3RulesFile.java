package io.offbeat.lambda;

import java.util.Optional;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// A rules file in a bucket of S3, told from its other versions by its ETag: S3 answers 304 when it
/// is the one that is known (https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html).
public final class S3RulesFile implements RulesFile {
  private static final int NOT_MODIFIED = 304;

  private final S3Client s3;
  private final String bucket;
  private final String key;

  /// @param s3 the client
  /// @param bucket name of the bucket
  /// @param key the object's key
  public S3RulesFile(S3Client s3, String bucket, String key) {
    this.s3 = s3;
    this.bucket = bucket;
    this.key = key;
  }

  /// The file that the settings name by `OFFBEAT_BUCKET` and `OFFBEAT_RULES`; empty when they name
  /// none.
  public static Optional<RulesFile> of(Settings settings) {
    String key = settings.text("OFFBEAT_RULES", "");
    if (key.isEmpty()) {
      return Optional.empty();
    }
    S3Client s3 = AwsClients.s3(settings.awsEndpoint());
    return Optional.of(new S3RulesFile(s3, settings.text("OFFBEAT_BUCKET"), key));
  }

  @Override
  public Optional<Version> otherThan(String tag) {
    return AwsClients.call("read s3://%s/%s".formatted(bucket, key), () -> get(tag));
  }

  private Optional<Version> get(String tag) {
    var request = GetObjectRequest.builder().bucket(bucket).key(key);
    if (!tag.isEmpty()) {
      request.ifNoneMatch(tag);
    }
    try {
      ResponseBytes<GetObjectResponse> object = s3.getObjectAsBytes(request.build());
      return Optional.of(new Version(object.response().eTag(), object.asByteArray()))
          .filter(version -> !version.tag().equals(tag));
    } catch (S3Exception e) {
      if (e.statusCode() == NOT_MODIFIED) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
