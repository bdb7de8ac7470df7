package dev.gangway.migrate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A configuration in the making: settings, routes with what has to be said about them, and what could not be taken over. */
final class Draft {

    /** A route, and comments above it. */
    record Route(String path, Map<String, Object> settings, List<String> comments) {

        Route(String path, String provider) {
            this(path, new LinkedHashMap<>(), new ArrayList<>());
            settings.put("path", path);
            if (!provider.isEmpty()) {
                settings.put("provider", provider);
            }
        }

        void set(String name, Object value) {
            settings.put(name, value);
        }

        void say(String comment) {
            comments.add(comment);
        }
    }

    private final Map<String, Object> top = new LinkedHashMap<>();
    private final List<Route> routes = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    void set(String name, Object value) {
        top.put(name, value);
    }

    /** Adds {@code route} unless another has its path, which is then said. */
    void add(Route route, String from) {
        if (routes.stream().anyMatch(other -> other.path().equals(route.path()))) {
            notCarried(from, "another route has the path " + route.path());
        } else {
            routes.add(route);
        }
    }

    List<Route> routes() {
        return routes;
    }

    void notCarried(String path, String why) {
        notes.add(path + ": " + why);
    }

    /** YAML, its comments first. */
    String text(String title) {
        StringBuilder text = new StringBuilder("# " + title + "\n");
        if (!notes.isEmpty()) {
            text.append("#\n# Not carried over:\n");
            notes.forEach(note -> text.append("# - ").append(Yaml.comment(note)).append('\n'));
        }
        top.forEach((name, value) -> text.append('\n').append(Yaml.block(Map.of(name, value), 0)));
        text.append("\nroutes:\n");
        for (Route route : routes) {
            route.comments()
                    .forEach(comment ->
                            text.append("  # ").append(Yaml.comment(comment)).append('\n'));
            text.append(Yaml.item(route.settings(), 1));
        }
        return text.toString();
    }
}
