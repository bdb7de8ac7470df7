package dev.gangway.observe;

import java.util.function.UnaryOperator;

/**
 * What a route keeps of bodies.
 *
 * @param limit most bytes of each
 * @param sample the share of exchanges, up to 1
 * @param redact takes out what nobody may read; called on the thread that tells listeners
 * @param request whether request bodies are kept
 * @param response whether response bodies are kept
 */
public record BodyRules(int limit, double sample, UnaryOperator<String> redact, boolean request, boolean response) {}
