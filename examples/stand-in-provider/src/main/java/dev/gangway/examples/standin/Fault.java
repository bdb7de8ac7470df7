package dev.gangway.examples.standin;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Trouble that a caller asks for by the name of the model, in the body or in the path. */
record Fault(int status, boolean cut, long silenceMs) {
    private static final Fault NONE = new Fault(0, false, 0);
    private static final Pattern NAME = Pattern.compile("error-([45]\\d\\d)|(cut-mid-stream)|slow-start-(\\d{1,7})");

    private static final Map<Integer, String> REASONS = Map.of(
            400, "The request could not be understood.",
            401, "Incorrect API key provided.",
            403, "You are not allowed to use this model.",
            404, "The model does not exist or you do not have access to it.",
            429, "Rate limit reached. Please try again in 1s.",
            500, "The server had an error while processing your request.",
            503, "The service is temporarily overloaded. Please try again later.",
            529, "Overloaded");

    static Fault of(Call call) {
        Stream<String> named = Stream.of(call.json().path("model").stringValue(""));
        return Stream.concat(named, call.segments().stream())
                .map(Fault::named)
                .filter(fault -> !fault.equals(NONE))
                .findFirst()
                .orElse(NONE);
    }

    /** Throws where an error is asked for. */
    void raise() {
        if (status > 0) {
            throw new Refused(status, REASONS.getOrDefault(status, "An error, as asked for."));
        }
    }

    /** The parts to send before the connection is cut: about half of what there is. */
    List<byte[]> half(List<byte[]> parts) {
        if (parts.size() > 1) {
            return parts.subList(0, parts.size() / 2);
        }
        return parts.stream().map(part -> Arrays.copyOf(part, part.length / 2)).toList();
    }

    /** {@code models/error-429:generateContent} asks as well as {@code error-429}. */
    private static Fault named(String model) {
        String name = model.substring(model.lastIndexOf('/') + 1);
        int verb = name.indexOf(':');
        Matcher asked = NAME.matcher(verb < 0 ? name : name.substring(0, verb));
        if (!asked.matches()) {
            return NONE;
        }
        int status = asked.group(1) == null ? 0 : Integer.parseInt(asked.group(1));
        long silence = asked.group(3) == null ? 0 : Long.parseLong(asked.group(3));
        return new Fault(status, asked.group(2) != null, silence);
    }
}
