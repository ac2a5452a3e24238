package io.offbeat.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.lambda.Tally.Equation;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {
  private enum Fruit {
    PICKED,
    EATEN,
    THROWN_AWAY
  }

  private final Tally<Fruit> tally = tally();

  @Test
  void a_new_tally_is_zero_and_balanced() {
    assertThat(tally.byName()).containsOnlyKeys("picked", "eaten", "thrown-away");
    assertThat(tally.byName().values()).containsOnly(0L);
    assertThat(tally.imbalance()).isZero();
  }

  @Test
  void it_is_balanced_when_what_came_in_is_what_became_of_it() {
    tally.add(Fruit.PICKED, 5);
    tally.add(Fruit.EATEN, 3);
    tally.add(Fruit.THROWN_AWAY, 2);

    assertThat(tally.imbalance()).isZero();
  }

  @Test
  void what_was_lost_or_counted_twice_is_the_imbalance() {
    tally.add(Fruit.PICKED, 5);
    assertThat(tally.imbalance()).isEqualTo(5);

    tally.add(Fruit.EATEN, 7);
    assertThat(tally.imbalance()).isEqualTo(2);
  }

  @Test
  void tallies_add_up() {
    tally.add(Fruit.PICKED, 1);
    Tally<Fruit> other = tally();
    other.add(Fruit.PICKED, 2);
    other.add(Fruit.EATEN, 4);

    tally.addAll(other);

    assertThat(tally.get(Fruit.PICKED)).isEqualTo(3);
    assertThat(tally.get(Fruit.EATEN)).isEqualTo(4);
    assertThat(other.get(Fruit.PICKED)).isEqualTo(2);
  }

  @Test
  void an_equation_reads_as_one() {
    assertThat(new Equation<>(Fruit.PICKED, List.of(Fruit.EATEN, Fruit.THROWN_AWAY)))
        .hasToString("PICKED = EATEN + THROWN_AWAY");
  }

  private static Tally<Fruit> tally() {
    return new Tally<>(
        Fruit.class,
        List.of(new Equation<>(Fruit.PICKED, List.of(Fruit.EATEN, Fruit.THROWN_AWAY))));
  }
}
