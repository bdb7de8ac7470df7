package dev.gangway.config;

import java.util.ArrayList;
import java.util.List;

/** Text to {@link Template}. */
final class TemplateParser {

    private static final int DEEPEST = 16;

    private final String text;
    private int at;

    private TemplateParser(String text) {
        this.text = text;
    }

    static Template parse(String text) throws BadValue {
        return new TemplateParser(text).template(0);
    }

    /** Up to the end or, within an expression, up to its closing brace. */
    private Template template(int depth) throws BadValue {
        if (depth > DEEPEST) {
            throw new BadValue("has ${...} nested more than " + DEEPEST + " levels deep");
        }
        List<Template.Part> parts = new ArrayList<>();
        while (at < text.length() && !(depth > 0 && text.charAt(at) == '}')) {
            parts.add(skip("${") ? expression(depth) : literal(depth));
        }
        return new Template(parts);
    }

    private Template.Part literal(int depth) {
        StringBuilder out = new StringBuilder();
        while (at < text.length() && !text.startsWith("${", at) && !(depth > 0 && text.charAt(at) == '}')) {
            if (skip("$${")) {
                out.append("${");
            } else {
                out.append(text.charAt(at++));
            }
        }
        return new Template.Literal(out.toString());
    }

    private Template.Part expression(int depth) throws BadValue {
        if (skip("file:")) {
            return file();
        }
        if (skip("jndi:")) {
            return entry();
        }
        String name = name();
        if (skip("}")) {
            return new Template.Variable(name, null);
        }
        if (!skip(":-")) {
            throw malformed();
        }
        Template fallback = template(depth + 1);
        if (!skip("}")) {
            throw malformed();
        }
        return new Template.Variable(name, fallback);
    }

    private Template.Part file() throws BadValue {
        String path = argument();
        if (!path.startsWith("/") || path.contains("${") || path.chars().anyMatch(Character::isISOControl)) {
            throw new BadValue("${file:...} takes an absolute path, without variables in it");
        }
        return new Template.FileContent(path);
    }

    private Template.Part entry() throws BadValue {
        String name = argument();
        if (name.isEmpty() || !name.chars().allMatch(TemplateParser::isEntryCharacter)) {
            throw new BadValue(
                    "${jndi:...} takes a name below java:comp/env/, of letters, digits, '.', '_', '-' and '/';"
                            + " no URL");
        }
        return new Template.Entry(name);
    }

    /** Neither a scheme's colon nor anything that JNDI would take for a quote. */
    private static boolean isEntryCharacter(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "._-/".indexOf(c) >= 0;
    }

    /** What stands up to the closing brace. */
    private String argument() throws BadValue {
        int end = text.indexOf('}', at);
        if (end < 0) {
            throw malformed();
        }
        String argument = text.substring(at, end);
        at = end + 1;
        return argument;
    }

    private String name() throws BadValue {
        int start = at;
        while (at < text.length() && isNameCharacter(text.charAt(at), at == start)) {
            at++;
        }
        if (at == start) {
            throw malformed();
        }
        return text.substring(start, at);
    }

    /** Dots are for system properties. */
    private static boolean isNameCharacter(char c, boolean first) {
        boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
        return letter || (!first && ((c >= '0' && c <= '9') || c == '.'));
    }

    private boolean skip(String token) {
        boolean found = text.startsWith(token, at);
        at += found ? token.length() : 0;
        return found;
    }

    private BadValue malformed() {
        return new BadValue(
                at >= text.length() || text.indexOf('}', at) < 0
                        ? "has a ${ without its }; write $${ for a literal ${"
                        : "has a malformed ${...}; it takes NAME, NAME:-default, file:/path or jndi:name");
    }
}
