package dev.gangway.examples.standin;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Token counts: made up, but consistent and the same for the same request.
 *
 * @param input all of the input, {@code cached} included
 * @param output all of the output, {@code reasoning} included
 */
record Tokens(int input, int cached, int output, int reasoning) {
    private static final List<String> REASONING = List.of("reasoning_effort", "reasoning", "thinking");

    static Tokens of(JsonNode body, String answer) {
        int input = 7 + letters(body) / 4;
        // OpenAI caches prefixes from 1024 tokens on, in steps of 128
        int cached = input < 1024 ? 0 : input / 2 / 128 * 128;
        boolean reasons = REASONING.stream().anyMatch(body::has)
                || body.at("/generationConfig/thinkingConfig").isObject();
        int reasoning = reasons ? 64 : 0;
        return new Tokens(input, cached, count(answer) + reasoning, reasoning);
    }

    static int count(String text) {
        return Math.max(1, (text.length() + 3) / 4);
    }

    int total() {
        return input + output;
    }

    /** The letters of all text in the body. */
    private static int letters(JsonNode node) {
        if (node.isString()) {
            return node.stringValue().length();
        }
        int sum = 0;
        for (JsonNode child : node) {
            sum += letters(child);
        }
        return sum;
    }
}
