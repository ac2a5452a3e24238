package io.offbeat.alert;

import static io.offbeat.alert.EpisodeStory.spike;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.Kind;
import io.offbeat.model.Severity;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FactsTest {
  private static final EpisodeStory FIRST = spike("pump-7", "temperature", 0);
  private static final EpisodeStory SECOND = spike("pump-7", "temperature", 30);
  private static final EpisodeStory STUCK = spike("pump-7", "pressure", 5).of(Kind.STUCK);

  private static final List<EpisodeEvent> EVENTS =
      List.of(
          FIRST.started(),
          FIRST.escalated(3, 99, Severity.CRITICAL),
          FIRST.ended(9, 99, Severity.CRITICAL),
          STUCK.started(3, Severity.LOW),
          STUCK.ended(40, 3, Severity.MEDIUM),
          SECOND.started(90, Severity.MEDIUM),
          SECOND.ended(35, 92, Severity.MEDIUM));

  @Test
  void facts_are_the_same_whatever_the_order_of_the_events_and_however_often_each_came() {
    Facts expected = facts(EVENTS);

    for (long seed = 0; seed < 500; seed++) {
      assertThat(facts(EpisodeStory.scrambled(EVENTS, new Random(seed))))
          .as("seed %d", seed)
          .isEqualTo(expected);
    }
  }

  @Test
  void the_newest_episode_tells_the_state_and_all_episodes_tell_the_worst() {
    Trouble temperature = facts(EVENTS).troubles().get(SeriesKind.of(FIRST.started()));

    assertThat(temperature)
        .isEqualTo(
            new Trouble(
                EpisodeStory.minute(0),
                FIRST.ended(9, 99, Severity.CRITICAL).score(),
                99,
                Severity.CRITICAL,
                SECOND.ended(35, 92, Severity.MEDIUM)));
  }

  @Test
  void an_end_that_comes_before_its_start_is_not_undone_by_it() {
    Facts facts = Facts.of(FIRST.ended(9)).merge(Facts.of(FIRST.started()));

    assertThat(facts.over()).isTrue();
  }

  @Test
  void an_end_stands_even_when_its_time_is_before_that_of_another_event() {
    Facts facts =
        Facts.of(FIRST.ended(2)).merge(Facts.of(FIRST.escalated(3, 99, Severity.CRITICAL)));

    assertThat(facts.over()).isTrue();
    assertThat(facts.severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void the_most_serious_comes_first_and_what_has_ended_is_left_out_while_something_lasts() {
    Facts facts =
        facts(
            List.of(
                FIRST.started(99, Severity.CRITICAL),
                FIRST.ended(9, 99, Severity.CRITICAL),
                STUCK.started(3, Severity.LOW),
                spike("pump-7", "flow", 6).started(85, Severity.MEDIUM)));

    assertThat(facts.mostSeriousFirst())
        .extracting(trouble -> trouble.newest().series().metric())
        .containsExactly("flow", "pressure");
  }

  @Test
  void facts_without_an_event_do_not_exist() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new Facts(
                new TreeMap<>(), Crowd.EMPTY, EpisodeStory.NOON, EpisodeStory.NOON, Severity.LOW));
  }

  private static Facts facts(List<EpisodeEvent> events) {
    Facts facts = Facts.of(events.getFirst());
    for (EpisodeEvent event : events) {
      facts = facts.merge(Facts.of(event));
    }
    return facts;
  }
}
