package dev.gangway.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts variables and files into values. */
final class Expander {

    private static final int MOST_FILE_BYTES = 64 * 1024;

    private final Function<String, @Nullable String> variables;
    private final Function<String, @Nullable Object> entries;
    private final Consumer<Path> files;

    /** Tells {@code files} of every file that is about to be read. */
    Expander(
            Function<String, @Nullable String> variables,
            Function<String, @Nullable Object> entries,
            Consumer<Path> files) {
        this.variables = variables;
        this.entries = entries;
        this.files = files;
    }

    /** The file {@code path} is about to be read. */
    void reading(Path path) {
        files.accept(path);
    }

    String expand(Template template) throws BadValue {
        List<String> faults = new ArrayList<>();
        String text = expand(template, faults);
        if (!faults.isEmpty()) {
            throw new BadValue(String.join("; ", faults));
        }
        return text;
    }

    private String expand(Template template, List<String> faults) {
        StringBuilder out = new StringBuilder();
        for (Template.Part part : template.parts()) {
            if (part instanceof Template.Literal literal) {
                out.append(literal.text());
            } else if (part instanceof Template.Variable variable) {
                out.append(variable(variable, faults));
            } else if (part instanceof Template.FileContent file) {
                out.append(file(file, faults));
            } else if (part instanceof Template.Entry entry) {
                out.append(entry(entry, faults));
            }
        }
        return out.toString();
    }

    /** As in a shell, a default also stands in for an empty variable, and is not looked at where it is not needed. */
    private String variable(Template.Variable variable, List<String> faults) {
        String value = variables.apply(variable.name());
        if (variable.fallback() != null && (value == null || value.isEmpty())) {
            return expand(variable.fallback(), faults);
        }
        if (value == null) {
            faults.add("variable " + variable.name() + " is not set; set it or give a default: ${" + variable.name()
                    + ":-}");
            return "";
        }
        return value;
    }

    private String file(Template.FileContent file, List<String> faults) {
        try {
            reading(Path.of(file.path()));
            return withoutNewline(TextFile.read(Path.of(file.path()), MOST_FILE_BYTES));
        } catch (BadValue e) {
            faults.add(e.reason());
            return "";
        }
    }

    /** Nothing but text: what other objects a container binds is not for a configuration to touch. */
    private String entry(Template.Entry entry, List<String> faults) {
        Object value = entries.apply(entry.name());
        if (value instanceof String text) {
            return text;
        }
        faults.add("JNDI entry java:comp/env/" + entry.name()
                + (value == null ? " is not set" : " is not a java.lang.String"));
        return "";
    }

    private static String withoutNewline(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
