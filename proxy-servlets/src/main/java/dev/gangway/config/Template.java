package dev.gangway.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value with its {@code ${...}} expressions taken apart. This happens to the text of the file only, before anything
 * is put in; so what comes out of a variable is never read as an expression.
 */
record Template(List<Part> parts) {

    /** A piece of a value. */
    sealed interface Part {}

    /** Text as it is. */
    record Literal(String text) implements Part {}

    /** {@code ${NAME}} or {@code ${NAME:-fallback}}. */
    record Variable(String name, @Nullable Template fallback) implements Part {}

    /** {@code ${file:/path}}. */
    record FileContent(String path) implements Part {}

    /** {@code ${jndi:name}}. */
    record Entry(String name) implements Part {}

    Template {
        parts = List.copyOf(parts);
    }

    boolean hasExpressions() {
        return parts.stream().anyMatch(part -> !(part instanceof Literal));
    }

    /** What is left where nothing comes out of any expression. */
    String literals() {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            text.append(part instanceof Literal literal ? literal.text() : "");
        }
        return text.toString();
    }

    /** The names of all variables, in the order of the text. */
    Set<String> variables() {
        Set<String> names = new LinkedHashSet<>();
        collect(names);
        return names;
    }

    private void collect(Set<String> names) {
        for (Part part : parts) {
            if (part instanceof Variable variable) {
                names.add(variable.name());
                if (variable.fallback() != null) {
                    variable.fallback().collect(names);
                }
            }
        }
    }
}
