package io.offbeat.alert;

import static io.offbeat.alert.EpisodeStory.spike;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

class DynamoIncidentStoreTest {
  private static final Incident INCIDENT =
      Incident.first(
          Group.device("pump-7"),
          List.of(spike("pump-7", "temperature", 0).started()),
          EpisodeStory.NOON);

  @Test
  void a_save_that_finds_its_own_write_in_the_table_has_succeeded() {
    var store = new DynamoIncidentStore(new RefusingDynamo("mine"), "incidents", () -> "mine");

    assertThat(store.save(INCIDENT)).contains(INCIDENT.saved(1));
  }

  @Test
  void a_save_that_finds_the_write_of_another_has_lost() {
    var store = new DynamoIncidentStore(new RefusingDynamo("theirs"), "incidents", () -> "mine");

    assertThat(store.save(INCIDENT)).isEmpty();
  }

  @Test
  void a_save_refused_without_an_item_has_lost() {
    var store = new DynamoIncidentStore(new RefusingDynamo(""), "incidents", () -> "mine");

    assertThat(store.save(INCIDENT)).isEmpty();
  }

  /// A table whose item was written under another version.
  private record RefusingDynamo(String writeId) implements DynamoDbClient {
    @Override
    public PutItemResponse putItem(PutItemRequest request) {
      var item = new HashMap<String, AttributeValue>();
      if (!writeId.isEmpty()) {
        item.putAll(Map.of("writeId", AttributeValue.fromS(writeId)));
      }
      throw ConditionalCheckFailedException.builder().item(item).message("refused").build();
    }

    @Override
    public String serviceName() {
      return DynamoDbClient.SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
