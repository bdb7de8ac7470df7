package dev.gangway.usage;

import java.util.Random;

/** Writes a stream of events another way that means the same: other line ends, comments, data on several lines. */
final class SseVariation {

    private static final String[] ENDS = {"\n", "\r\n", "\r"};
    private static final String[] NOISE = {
        ":", ": keep-alive", ":data: {\"usage\":{\"prompt_tokens\":1}}", "retry: 10", "x"
    };

    private final Random random;
    private final StringBuilder out = new StringBuilder();
    private final String fixedEnd;
    private final boolean mixed;

    private SseVariation(Random random) {
        this.random = random;
        this.fixedEnd = ENDS[random.nextInt(ENDS.length)];
        this.mixed = random.nextBoolean();
    }

    static String of(String stream, Random random) {
        SseVariation variation = new SseVariation(random);
        for (String line : stream.split("\r\n|\n|\r", -1)) {
            variation.line(line);
        }
        return variation.out.toString();
    }

    private void line(String line) {
        if (random.nextInt(8) == 0) {
            end(NOISE[random.nextInt(NOISE.length)]);
        }
        if (!line.startsWith("data: {")) {
            end(line);
            return;
        }
        boolean inString = false;
        StringBuilder piece = new StringBuilder(random.nextBoolean() ? "data: " : "data:");
        for (int i = "data: ".length(); i < line.length(); i++) {
            char c = line.charAt(i);
            piece.append(c);
            if (c == '\\') {
                piece.append(line.charAt(++i));
            } else if (c == '"') {
                inString = !inString;
            } else if (!inString && (c == ',' || c == ':') && random.nextInt(6) == 0) {
                end(piece.toString());
                piece = new StringBuilder(random.nextBoolean() ? "data: " : "data:");
            }
        }
        end(piece.toString());
    }

    /** An empty line that ends in a newline, after a carriage return, would be no line at all. */
    private void end(String line) {
        boolean afterReturn = out.length() > 0 && out.charAt(out.length() - 1) == '\r';
        String end = mixed ? ENDS[random.nextInt(ENDS.length)] : fixedEnd;
        boolean lost = line.isEmpty() && afterReturn && end.equals("\n");
        out.append(line).append(lost ? "\r" : end);
    }
}
