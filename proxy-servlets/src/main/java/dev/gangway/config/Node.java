package dev.gangway.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A YAML value that remembers where it stands. */
sealed interface Node {

    Place place();

    /** A mapping, in the order of the file. */
    record Mapping(Place place, Map<String, Node> entries) implements Node {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }
    }

    /** A list. */
    record Sequence(Place place, List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** A single value as it is written, not expanded; null is the empty text. */
    record Scalar(Place place, String text) implements Node {
        /** Without the text, which may be a key. */
        @Override
        public String toString() {
            return "Scalar[" + place.path() + "]";
        }
    }

    /** A value that cannot be used; its problem is already noted. */
    record Broken(Place place) implements Node {}
}
