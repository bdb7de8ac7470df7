package dev.gangway.observe;

import java.util.List;

/** Takes the fields of a record in their order. What is not known never comes. */
interface FieldSink {

    void text(String name, String value);

    void number(String name, Number value);

    void flag(String name, boolean value);

    void texts(String name, List<String> values);

    /** The fields up to {@link #end} belong to {@code name}. */
    void begin(String name);

    void end();
}
