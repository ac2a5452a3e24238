package io.offbeat.checks.architecture.offending;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import software.amazon.awssdk.services.s3.S3Client;

/// An entry that is not named as one, and touches the SDK.
public final class Entry implements RequestHandler<String, S3Client> {
  @Override
  public S3Client handleRequest(String input, Context context) {
    return S3Client.create();
  }
}
