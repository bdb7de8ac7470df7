package dev.gangway.config;

import dev.gangway.usage.price.Decimals;
import dev.gangway.usage.price.PriceField;
import dev.gangway.usage.price.PriceFile;
import dev.gangway.usage.price.PriceTable;
import java.math.BigDecimal;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One entry of {@code prices.models}: a row as it would stand in a price file. */
final class PriceRowReader {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Block block;

    PriceRowReader(Block block) {
        this.block = block;
    }

    /** A table of that row; an empty one where there is a problem with it. */
    PriceTable read(String model, Node node) {
        if (node instanceof Node.Mapping row) {
            row.entries().forEach(this::checkField);
        }
        PriceFile file = PriceFile.of(JSON.objectNode().set(model, json(node)));
        // The name is left out: it is in the place, unless it looks like a secret.
        file.bad().forEach(reason -> block.problem(node, reason.substring(model.length() + 2)));
        if (file.bad().isEmpty() && file.table().size() == 0) {
            block.problem(node, "has no price; at least one field such as input_cost_per_token is needed");
        }
        return file.table();
    }

    /** Rows may be copied whole from LiteLLM's file; but a price that nobody reads is a mistake. */
    private void checkField(String name, Node value) {
        if (name.contains("cost") && !PriceField.isKnown(name)) {
            block.problem(value, "is no price that is read; docs/prices.md lists them");
        }
    }

    private JsonNode json(Node node) {
        if (node instanceof Node.Mapping mapping) {
            ObjectNode object = JSON.objectNode();
            for (Map.Entry<String, Node> entry : mapping.entries().entrySet()) {
                object.set(entry.getKey(), json(entry.getValue()));
            }
            return object;
        }
        if (node instanceof Node.Sequence sequence) {
            ArrayNode array = JSON.arrayNode();
            sequence.items().forEach(item -> array.add(json(item)));
            return array;
        }
        String text = block.scalar(node, value -> value);
        if (text == null) {
            return JSON.nullNode();
        }
        BigDecimal number = Decimals.parse(text);
        return number == null ? JSON.stringNode(text) : JSON.numberNode(number);
    }
}
