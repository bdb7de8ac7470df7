package dev.gangway.examples.standin;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What the caller said, wherever the API has it, and what we say to that. */
final class Prompt {
    private static final List<String> PLACES =
            List.of("messages", "contents", "input", "prompt", "content", "requests", "instances");
    private static final List<String> INNER = List.of("content", "parts", "text");
    private static final int MOST_PIECES = 40;

    private Prompt() {}

    static String answer(JsonNode body) {
        String said = said(body);
        return said.isEmpty() ? "You said nothing." : "You said: " + said;
    }

    /** The last thing said. */
    static String said(JsonNode body) {
        for (String place : PLACES) {
            if (body.has(place)) {
                return text(body.path(place));
            }
        }
        return "";
    }

    /** The answer as it is streamed: word by word, or in at most forty pieces. */
    static List<String> pieces(String text) {
        List<String> words = List.of(text.split("(?<!^)(?= )", -1));
        int each = (words.size() + MOST_PIECES - 1) / MOST_PIECES;
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i < words.size(); i += each) {
            pieces.add(String.join("", words.subList(i, Math.min(words.size(), i + each))));
        }
        return pieces;
    }

    static String text(JsonNode node) {
        if (node.isString()) {
            return node.stringValue();
        }
        if (node.isArray()) {
            return lastText(node);
        }
        for (String place : INNER) {
            if (node.has(place)) {
                return text(node.path(place));
            }
        }
        return "";
    }

    private static String lastText(JsonNode array) {
        for (int i = array.size() - 1; i >= 0; i--) {
            String text = text(array.path(i));
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }
}
