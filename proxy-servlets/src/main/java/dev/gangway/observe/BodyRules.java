package dev.gangway.observe;

/**
 * What a route keeps of bodies.
 *
 * @param limit most bytes of each
 * @param sample the share of exchanges, up to 1
 * @param redactor takes out what nobody may read
 * @param request whether request bodies are kept
 * @param response whether response bodies are kept
 */
public record BodyRules(int limit, double sample, Redactor redactor, boolean request, boolean response) {

    /** Takes secrets out of bodies. Called on the thread that tells listeners. */
    public interface Redactor {

        /** How many bytes it has to see beyond what is kept, to know a secret that is cut there. */
        int margin();

        /** The first {@code keep} characters of {@code text} without what is secret, of which they may hold a part. */
        String redact(String text, int keep);
    }

    /** How many bytes of a body are looked at. */
    int most() {
        return limit + redactor.margin();
    }
}
