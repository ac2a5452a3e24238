package io.offbeat.checks.emulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/// A queue that listens to a topic.
public final class Inbox {
  /// Longer than any emulator takes to hand a message on.
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static final int BATCH = 10;

  private final SqsClient sqs;
  private final String url;
  private final String arn;

  Inbox(SqsClient sqs, String url, String arn) {
    this.sqs = sqs;
    this.url = url;
    this.arn = arn;
  }

  /// ARN of the queue.
  public String arn() {
    return arn;
  }

  /// Takes messages out of the queue until there are `count`, or it stays empty for 20 s; more when
  /// more are there already.
  public List<Message> take(int count) {
    var taken = new ArrayList<Message>();
    while (taken.size() < count) {
      List<Message> more = receive((int) LIMIT.toSeconds());
      if (more.isEmpty()) {
        break;
      }
      taken.addAll(more);
    }
    taken.addAll(takeAll());
    return List.copyOf(taken);
  }

  /// Takes all messages that are in the queue now.
  public List<Message> takeAll() {
    var taken = new ArrayList<Message>();
    for (List<Message> more = receive(0); !more.isEmpty(); more = receive(0)) {
      taken.addAll(more);
    }
    return List.copyOf(taken);
  }

  private List<Message> receive(int waitSeconds) {
    List<Message> messages =
        sqs.receiveMessage(r ->
                r.queueUrl(url)
                    .maxNumberOfMessages(BATCH)
                    .waitTimeSeconds(waitSeconds)
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                    .messageAttributeNames("All"))
            .messages();
    messages.forEach(m -> sqs.deleteMessage(d -> d.queueUrl(url).receiptHandle(m.receiptHandle())));
    return messages;
  }
}
