package dev.gangway.config;

import dev.gangway.config.ConfigException.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects problems, so that an operator sees all of them at once. */
final class Problems {

    /** Nobody reads more, and a hostile file must not fill the memory. */
    private static final int MOST = 200;

    private record Entry(int line, Problem problem) {}

    private final String source;
    private final List<Entry> entries = new ArrayList<>();
    private int dropped;

    Problems(String source) {
        this.source = source;
    }

    /** Says the same of the same place once: defaults are read with every route. */
    void add(Place place, String message) {
        Entry entry = new Entry(place.line(), new Problem(place.path(), message + " (line " + place.line() + ")"));
        if (entries.contains(entry)) {
            return;
        }
        if (entries.size() < MOST) {
            entries.add(entry);
        } else {
            dropped++;
        }
    }

    void throwIfAny() throws ConfigException {
        if (!entries.isEmpty()) {
            List<Problem> problems = new ArrayList<>(inOrderOfTheFile());
            if (dropped > 0) {
                problems.add(new Problem("", "and " + dropped + " more"));
            }
            throw new ConfigException(source, problems);
        }
    }

    /** For what makes the rest of the file unreadable. */
    ConfigException fatal(String message) {
        return new ConfigException(source, List.of(new Problem("", message)));
    }

    private List<Problem> inOrderOfTheFile() {
        return entries.stream()
                .sorted(Comparator.comparingInt(Entry::line))
                .map(Entry::problem)
                .toList();
    }
}
