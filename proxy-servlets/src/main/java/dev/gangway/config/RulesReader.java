package dev.gangway.config;

import dev.gangway.config.RouteRules.HeaderValue;
import dev.gangway.credential.Secret;
import dev.gangway.edit.EditOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The settings of a route that every provider has. */
final class RulesReader {

    static final String STREAM_USAGE = "request-stream-usage";

    static final List<String> SETTINGS = List.of(
            "headers",
            "drop-headers",
            "query",
            "methods",
            "allow",
            "callers",
            STREAM_USAGE,
            "include-cost-in-stream",
            "cost-header");

    private final Block block;
    private final boolean openAi;

    /** Reads {@code block}; where {@code openAi} is false its streams say their usage unasked. */
    RulesReader(Block block, boolean openAi) {
        this.block = block;
        this.openAi = openAi;
    }

    RouteRules read() {
        return new RouteRules(
                headers(block.anyNames("headers")),
                block.texts("drop-headers", Calls::headerName),
                query(block.anyNames("query")),
                block.texts("methods", Calls::method),
                block.texts("allow", Calls::call),
                block.read("callers", GatewayReader::callers),
                edits());
    }

    private EditOptions edits() {
        return new EditOptions(
                block.read(STREAM_USAGE, Choice::bool, false) && openAi,
                block.read("include-cost-in-stream", Choice::bool, false),
                block.read("cost-header", Choice::bool, false));
    }

    private static List<HeaderValue> headers(@Nullable Block block) {
        if (block == null) {
            return List.of();
        }
        List<HeaderValue> headers = new ArrayList<>();
        TreeSet<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : block.names()) {
            try {
                Calls.sentHeader(name);
                if (!seen.add(name)) {
                    block.problem(name, "is set twice: names of headers have no case");
                }
                headers.add(new HeaderValue(name, block.filledSecret(name, Calls::headerValue), block.setting(name)));
            } catch (BadValue e) {
                block.problem(name, e.reason());
            }
        }
        return Langfuse.basic(headers, block);
    }

    private static Map<String, Secret> query(@Nullable Block block) {
        Map<String, Secret> query = new LinkedHashMap<>();
        if (block != null) {
            for (String name : block.names()) {
                Secret value = block.secret(name, text -> text);
                if (!value.isEmpty()) {
                    query.put(name, value);
                }
            }
        }
        return query;
    }
}
