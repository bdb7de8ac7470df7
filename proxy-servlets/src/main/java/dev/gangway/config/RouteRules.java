package dev.gangway.config;

import dev.gangway.config.AccessConfig.Callers;
import dev.gangway.credential.Secret;
import dev.gangway.edit.EditOptions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a route of any provider may say about the requests that it takes and sends.
 *
 * @param headers sent in place of same-named ones
 * @param dropHeaders names of client headers that are not sent, in any case
 * @param query sent where the client did not set it, by plain name, in the order of the file
 * @param methods in upper case; empty for all
 * @param allow the only calls that pass, each {@code METHOD /path} below the route; empty for all
 * @param callers who may call; null for what {@code access.callers} says
 * @param edits which edits of bodies are switched on
 */
public record RouteRules(
        List<HeaderValue> headers,
        List<String> dropHeaders,
        Map<String, Secret> query,
        List<String> methods,
        List<String> allow,
        @Nullable Callers callers,
        EditOptions edits) {

    /**
     * A header to send.
     *
     * @param value {@link Secret#NONE} where all its variables are empty: nothing goes without it
     * @param setting where the value comes from, for messages
     */
    public record HeaderValue(String name, Secret value, String setting) {}

    public RouteRules {
        headers = List.copyOf(headers);
        dropHeaders = List.copyOf(dropHeaders);
        query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
        methods = List.copyOf(methods);
        allow = List.copyOf(allow);
    }
}
