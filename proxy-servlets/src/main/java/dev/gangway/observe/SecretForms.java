package dev.gangway.observe;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/**
 * Finds a secret in a text, also where JSON (RFC 8259, section 7), JSON in JSON or a URL (RFC 3986, section 2.1) has
 * escaped it. An escaped character may have any number of backslashes before it: rather a backslash too much is masked
 * than a secret shown.
 */
public final class SecretForms {

    /** What is shorter would be found in every other word, and its mask would tell where it stands. */
    static final int SHORTEST = 6;

    /** The most bytes that one character takes: {@code \}{@code u002f}. */
    static final int LONGEST_FORM = 6;

    private final String secret;
    private final String[] percent;
    private final String[] unicode;

    private SecretForms(String secret) {
        this.secret = secret;
        this.percent = forms(SecretForms::percent);
        this.unicode = forms(c -> "u" + HexFormat.of().toHexDigits(c));
    }

    /** Those of {@code secrets} that are long enough not to be found in anything. */
    public static List<SecretForms> of(Collection<String> secrets) {
        return secrets.stream()
                .filter(secret -> secret.length() >= SHORTEST)
                .map(SecretForms::new)
                .toList();
    }

    private String[] forms(Function<Character, String> form) {
        return secret.chars().mapToObj(c -> form.apply((char) c)).toArray(String[]::new);
    }

    private static String percent(Character c) {
        StringBuilder escapes = new StringBuilder();
        for (byte b : c.toString().getBytes(StandardCharsets.UTF_8)) {
            escapes.append('%').append(HexFormat.of().toHexDigits(b));
        }
        return escapes.toString();
    }

    /** The most bytes that it takes in a text. */
    int longest() {
        return Math.max(
                LONGEST_FORM * secret.length(),
                URLEncoder.encode(secret, StandardCharsets.UTF_8).length());
    }

    /** Sets in {@code found} what of {@code text} is the secret. */
    void find(String text, BitSet found) {
        char first = secret.charAt(0);
        char before = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean escapes = c == '%' || (c == '\\' && before != '\\');
            if (c == first || escapes) {
                int end = end(text, at);
                found.set(at, Math.max(at, end));
            }
            before = c;
        }
    }

    /** Where the secret that begins at {@code from} ends, or -1. A text that was broken off may end in it. */
    private int end(String text, int from) {
        if (text.startsWith(secret, from)) {
            return from + secret.length();
        }
        int at = from;
        for (int i = 0; i < secret.length() && at >= 0; i++) {
            if (at == text.length()) {
                return i < SHORTEST ? -1 : at;
            }
            at = after(text, at, i);
        }
        return at;
    }

    /** The index after the secret's i-th character at {@code at}, or -1 if it is another one. */
    private int after(String text, int at, int i) {
        char c = text.charAt(at);
        char wanted = secret.charAt(i);
        if (c == '%' && text.regionMatches(true, at, percent[i], 0, percent[i].length())) {
            return at + percent[i].length();
        }
        if (c == '\\') {
            return escaped(text, at, i);
        }
        if (wanted == '\\' && i > 0 && secret.charAt(i - 1) == '\\') {
            return at; // backslashes in a row have gone with the first of them
        }
        return c == wanted || (c == '+' && wanted == ' ') ? at + 1 : -1;
    }

    private int escaped(String text, int from, int i) {
        char wanted = secret.charAt(i);
        int at = from;
        while (at < text.length() && text.charAt(at) == '\\') {
            at++;
        }
        if (wanted == '\\' || at == text.length()) {
            return at;
        }
        if (text.regionMatches(true, at, unicode[i], 0, unicode[i].length())) {
            return at + unicode[i].length();
        }
        char c = text.charAt(at);
        return c == wanted || c == letter(wanted) ? at + 1 : -1;
    }

    /** What JSON writes after the backslash. */
    private static char letter(char c) {
        return switch (c) {
            case '\b' -> 'b';
            case '\f' -> 'f';
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\t' -> 't';
            default -> c;
        };
    }
}
