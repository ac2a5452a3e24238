package io.offbeat.checks.templates;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// CloudFormation's functions in YAML: `!Sub x` is `{"Fn::Sub": "x"}`.
final class Functions {
  private static final List<String> NAMES =
      List.of(
          "Ref",
          "Condition",
          "And",
          "Base64",
          "Equals",
          "GetAtt",
          "If",
          "Join",
          "Not",
          "Or",
          "Select",
          "Split",
          "Sub");

  private Functions() {}

  static Map<Tag, ConstructNode> constructors() {
    var constructors = new HashMap<Tag, ConstructNode>();
    NAMES.forEach(name -> constructors.put(new Tag("!" + name), node -> call(name, node)));
    return constructors;
  }

  private static Map<String, Object> call(String name, Node node) {
    Object argument = untagged(node);
    if (name.equals("GetAtt") && argument instanceof String path) {
      argument = List.of(path.split("\\.", 2));
    }
    boolean plain = name.equals("Ref") || name.equals("Condition");
    var call = new LinkedHashMap<String, Object>();
    call.put(plain ? name : "Fn::" + name, argument);
    return call;
  }

  private static Object value(Node node) {
    String tag = node.getTag().getValue();
    return NAMES.contains(tag.substring(1)) && tag.startsWith("!")
        ? call(tag.substring(1), node)
        : untagged(node);
  }

  private static Object untagged(Node node) {
    return switch (node) {
      case ScalarNode scalar -> scalar.getValue();
      case SequenceNode sequence -> {
        var values = new ArrayList<Object>();
        sequence.getValue().forEach(item -> values.add(value(item)));
        yield values;
      }
      case MappingNode mapping -> {
        var values = new LinkedHashMap<String, Object>();
        mapping
            .getValue()
            .forEach(entry ->
                values.put(String.valueOf(value(entry.getKeyNode())), value(entry.getValueNode())));
        yield values;
      }
      default -> throw new IllegalStateException("no such node: " + node);
    };
  }
}
