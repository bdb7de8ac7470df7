package dev.gangway.config;

import java.util.Set;

/**
 * An expanded value.
 *
 * @param value empty where the file has none, or has one that cannot be used
 * @param variables the names that its expressions use
 * @param known whether there is a problem with it that is already noted
 * @param hollow whether it has expressions, and nothing has come out of any of them
 */
record Text(String value, Set<String> variables, boolean known, boolean hollow) {

    static final Text ABSENT = new Text("", Set.of(), false, false);
    static final Text BROKEN = new Text("", Set.of(), true, false);

    boolean isEmpty() {
        return value.isEmpty();
    }

    /** {@code " (A or B)"}, or nothing without variables. */
    String from() {
        return variables.isEmpty() ? "" : " (" + String.join(" or ", variables) + ")";
    }

    /** Without the value, which may be a key. */
    @Override
    public String toString() {
        return "Text" + from();
    }
}
