package io.offbeat.detector;

import io.offbeat.lambda.AwsClients;
import io.offbeat.lambda.Settings;
import io.offbeat.model.Census;
import io.offbeat.model.wire.CensusCodec;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// The newest census as the object [Census#KEY] of a bucket of S3.
public final class S3CensusBoard implements CensusBoard {
  private final S3Client s3;
  private final String bucket;

  /// @param s3 the client
  /// @param bucket name of the bucket
  public S3CensusBoard(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  /// The board that the function's settings name.
  public static S3CensusBoard of(Settings settings) {
    return new S3CensusBoard(
        AwsClients.s3(settings.awsEndpoint()), settings.text("OFFBEAT_BUCKET"));
  }

  @Override
  public void show(Census census) {
    RequestBody body = RequestBody.fromBytes(CensusCodec.encode(census));
    AwsClients.call(
        "put s3://%s/%s".formatted(bucket, Census.KEY),
        () ->
            s3.putObject(
                put -> put.bucket(bucket).key(Census.KEY).contentType("application/json"), body));
  }
}
