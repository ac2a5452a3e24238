package io.offbeat.checks.templates;

import io.offbeat.checks.Repository;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// A CloudFormation template; `!Ref X` and its like are read as the functions they are short for.
///
/// @param name of its file, without suffix
/// @param root all of it, to be changed only by [#with]
public record Template(String name, Map<String, Object> root) {
  static final List<String> NAMES = List.of("bootstrap", "data", "pipeline", "observability");

  /// One of ours.
  public static Template of(String name) {
    return new Template(name, read(text(name)));
  }

  /// All of ours.
  static List<Template> all() {
    return NAMES.stream().map(Template::of).toList();
  }

  private static String text(String name) {
    return Repository.text(Repository.path("infra/cloudformation/" + name + ".yaml"));
  }

  /// The same with a fault planted: what a rule is tested on.
  Template with(Consumer<Template> fault) {
    Template copy = of(name);
    fault.accept(copy);
    return copy;
  }

  private static Map<String, Object> read(String yaml) {
    var settings = LoadSettings.builder().setTagConstructors(Functions.constructors()).build();
    return map(new Load(settings).loadFromString(yaml));
  }

  /// All resources by name.
  public Map<String, Object> resources() {
    return map(root.get("Resources"));
  }

  /// Names of the resources of a type.
  public List<String> named(String type) {
    return resources().keySet().stream().filter(name -> type(name).equals(type)).toList();
  }

  /// A resource.
  Map<String, Object> resource(String resource) {
    return map(resources().get(resource));
  }

  /// Its type.
  public String type(String resource) {
    return String.valueOf(resource(resource).get("Type"));
  }

  /// Its properties.
  public Map<String, Object> properties(String resource) {
    return map(resource(resource).getOrDefault("Properties", Map.of()));
  }

  /// A property inside others: its names from the outside in.
  public Object property(String resource, String... path) {
    Object found = properties(resource);
    for (String part : path) {
      found = map(found).getOrDefault(part, Map.of());
    }
    return found;
  }

  /// All values inside a value, itself included.
  static Stream<Object> inside(Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          Stream.concat(Stream.of(value), map.values().stream().flatMap(Template::inside));
      case List<?> list -> Stream.concat(Stream.of(value), list.stream().flatMap(Template::inside));
      default -> Stream.of(value);
    };
  }

  /// A value as a list: itself, or the one it is; empty when there is none.
  static List<Object> list(@Nullable Object value) {
    return switch (value) {
      case null -> List.of();
      case List<?> list -> new ArrayList<>(list);
      default -> List.of(value);
    };
  }

  /// A value known to be a map by name, empty when there is none; what is planted in it is seen.
  @SuppressWarnings("unchecked") // YAML's keys are texts here
  public static Map<String, Object> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : new LinkedHashMap<>();
  }
}
