package dev.gangway.replay;

import dev.gangway.testing.ContainerLimit;
import dev.gangway.testing.HttpMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A message head in the form in which two are compared: names in lower case and sorted, all else as it is. */
final class Head {

    private Head() {}

    /** {@code message}'s. */
    static String of(HttpMessage message) {
        return of(message.startLine(), message.headers());
    }

    /** Start line, then one line for each value; values of one name keep their order. */
    static String of(String startLine, List<String[]> headers) {
        List<String[]> sorted = new ArrayList<>();
        boolean answer = startLine.startsWith("HTTP/") || Character.isDigit(startLine.charAt(0));
        for (String[] header : headers) {
            String name = header[0].toLowerCase(Locale.ROOT);
            boolean respelled = answer && name.equals("content-type");
            sorted.add(new String[] {name, respelled ? ContainerLimit.spelled(header[1]) : header[1]});
        }
        sorted.sort((a, b) -> a[0].compareTo(b[0]));
        StringBuilder head = new StringBuilder(startLine);
        sorted.forEach(h -> head.append('\n').append(h[0]).append(": ").append(h[1]));
        return head.toString();
    }
}
