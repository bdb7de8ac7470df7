package dev.gangway.examples.standin;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A boundary scan over a multipart/form-data body that is in memory. */
final class Multipart {
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)");
    private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");
    private static final Pattern FILENAME = Pattern.compile("filename=\"([^\"]*)\"");

    @SuppressWarnings("ArrayRecordComponent") // compared by no one
    record Part(String name, @Nullable String filename, byte[] bytes) {
        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private Multipart() {}

    static List<Part> parse(String contentType, byte[] body) {
        String boundary = find(BOUNDARY, contentType);
        List<Part> parts = new ArrayList<>();
        if (boundary == null) {
            return parts;
        }
        // one char per byte, so that positions in the string are positions in the body
        String text = new String(body, StandardCharsets.ISO_8859_1);
        String delimiter = "--" + boundary;
        int start = text.indexOf(delimiter);
        while (start >= 0) {
            int from = start + delimiter.length() + 2;
            int next = text.indexOf("\r\n" + delimiter, from - 2);
            int head = text.indexOf("\r\n\r\n", from - 2);
            if (head >= 0 && (next < 0 || head < next)) {
                parts.add(part(
                        text.substring(from - 2, head), text.substring(head + 4, next < 0 ? text.length() : next)));
            }
            start = next < 0 ? -1 : next + 2;
        }
        return parts;
    }

    private static Part part(String head, String content) {
        String headers = new String(head.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        String name = find(NAME, headers);
        return new Part(
                name == null ? "" : name, find(FILENAME, headers), content.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static @Nullable String find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : null;
    }
}
