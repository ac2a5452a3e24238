package io.offbeat.checks.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.checks.Repository;
import io.offbeat.local.cli.Offbeat;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PagesTest {
  private final CommandLine offbeat =
      Offbeat.commandLine(
          InputStream.nullInputStream(), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

  @Test
  void links_between_pages_lead_somewhere() {
    assertThat(Page.all()).flatExtracting(Page::brokenLinks).isEmpty();
  }

  @Test
  void the_commands_that_pages_show_exist_with_their_options() {
    assertThat(Page.all()).flatExtracting(this::unknownCommands).isEmpty();
  }

  @Test
  void a_link_to_nowhere_is_found() {
    Page page =
        page(
            """
            # A page, and more
            [here](#a-page-and-more) [there](README.md#try-it) [web](https://offbeat.io)
            [no file](docs/no.md) [no heading](#no) [no heading there](README.md#no)
            """);

    assertThat(page.brokenLinks())
        .extracting(link -> link.replaceAll(".* -> ", ""))
        .containsExactly("docs/no.md", "#no", "README.md#no");
  }

  @Test
  void a_command_or_option_that_does_not_exist_is_found() {
    Page page =
        page(
            """
            ```sh
            ./offbeat --help
            ./offbeat test
            ./offbeat score series.csv --value-column load | head
            ./offbeat score series.csv --value-colour red
            ./offbeat dance
            ```
            """);

    assertThat(unknownCommands(page)).containsExactly("score --value-colour", "dance");
  }

  private static Page page(String text) {
    return new Page(Repository.path("A.md"), text);
  }

  private List<String> unknownCommands(Page page) {
    return page.commands().stream()
        .flatMap(command -> unknown(List.of(command.split(" +"))).stream())
        .toList();
  }

  /// What the command line does not know of the words after `./offbeat`; the launcher knows `test`
  /// and `deploy`.
  private List<String> unknown(List<String> words) {
    String name = words.getFirst();
    if (name.equals("test") || name.equals("deploy")) {
      return List.of();
    }
    if (name.startsWith("-")) {
      return unknownOptions(offbeat, "", words);
    }
    CommandLine command = offbeat.getSubcommands().get(name);
    if (command == null) {
      return List.of(name);
    }
    CommandLine inner = words.size() > 1 ? command.getSubcommands().get(words.get(1)) : null;
    return unknownOptions(inner == null ? command : inner, name + " ", words);
  }

  private static List<String> unknownOptions(
      CommandLine command, String prefix, List<String> words) {
    return words.stream()
        .filter(word -> word.startsWith("-"))
        .map(word -> word.replaceFirst("=.*", ""))
        .filter(option -> command.getCommandSpec().findOption(option) == null)
        .map(option -> prefix + option)
        .toList();
  }
}
