package dev.gangway.config;

/**
 * Where a value stands: its YAML path, and the line for the eye.
 *
 * @param path such as {@code routes[1].keys[0].endpoint}; empty for the document
 * @param line counted from 1
 */
record Place(String path, int line) {

    static final Place ROOT = new Place("", 1);

    Place key(String name) {
        return key(name, line);
    }

    Place key(String name, int atLine) {
        return new Place(path.isEmpty() ? printable(name) : path + "." + printable(name), atLine);
    }

    Place item(int index, int atLine) {
        return new Place(path + "[" + index + "]", atLine);
    }

    /** A key that does not look like a setting may be a secret in the wrong place, so it is not repeated. */
    private static String printable(String name) {
        boolean plain = name.length() <= 32 && !name.isEmpty() && name.chars().allMatch(Place::isPlain);
        return plain ? name : "?";
    }

    private static boolean isPlain(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
    }
}
