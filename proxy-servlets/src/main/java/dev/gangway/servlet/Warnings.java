package dev.gangway.servlet;

import dev.gangway.route.Route;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator is told once of a route, not with every exchange. */
final class Warnings {

    private static final Logger LOG = LoggerFactory.getLogger(Warnings.class);

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** The kinds of warnings; {@code {}} is the route's path. */
    enum Kind {
        STREAM_WITHOUT_USAGE("Route {}: its streams of chat completions do not say their usage, so neither it nor their"
                + " cost is known. With request-stream-usage: true the gateway asks for it."),
        LARGE_REQUEST("Route {}: request-stream-usage left a request as it was because its body is longer than "
                + StreamUsage.MOST + " bytes; usage and cost of its stream are not known."),
        PACKED_STREAM("Route {}: the upstream compresses streams, although it was asked not to; they pass without the"
                + " edits that the route asks for."),
        LARGE_ANSWER("Route {}: an answer went without the header gangway-cost because its body is longer than "
                + AnswerEdit.MOST_HELD + " bytes.");

        private final String message;

        Kind(String message) {
            this.message = message;
        }
    }

    void once(Kind kind, Route route) {
        if (told.add(kind + " " + route.path())) {
            LOG.warn(kind.message, route.path());
        }
    }
}
