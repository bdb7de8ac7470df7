package dev.gangway.agent.call;

import dev.gangway.agent.call.Call.Fields;
import dev.gangway.observe.Bodies;
import dev.gangway.observe.BodyRules;
import dev.gangway.observe.Redaction;
import dev.gangway.observe.SecretForms;
import dev.gangway.provider.Query;
import dev.gangway.provider.Query.Parameter;
import dev.gangway.provider.Removal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the operator asked to see of one exchange's bodies; without the credentials of its request, which they may repeat. */
final class Excerpt {

    private final Bodies bodies;
    private @Nullable String type;
    private @Nullable String encoding;
    private boolean begun;

    private Excerpt(Bodies bodies) {
        this.bodies = bodies;
    }

    /**
     * Keeps so many bytes of each body.
     *
     * @param redaction takes out what no record may show, besides the request's credentials
     * @param headers the request's
     * @param query the request's, or null
     */
    static Excerpt of(int limit, Redaction redaction, Fields headers, @Nullable String query) {
        Redaction own = redaction.with(SecretForms.of(credentials(headers, query)));
        return new Excerpt(new Bodies(new BodyRules(limit, 1, own, true, true)));
    }

    private static List<String> credentials(Fields headers, @Nullable String query) {
        List<String> found = new ArrayList<>();
        for (String name : Removal.CREDENTIALS) {
            String value = headers.get(name);
            if (value != null) {
                found.add(value);
                // It may stand behind its scheme.
                found.add(value.substring(value.lastIndexOf(' ') + 1));
            }
        }
        for (Parameter parameter : Query.parameters(query)) {
            String value = Query.first(parameter.raw(), parameter.name());
            if (value != null && Removal.isCredential(parameter.name().toLowerCase(Locale.ROOT))) {
                found.add(value);
            }
        }
        return found;
    }

    /** The request's body begins. */
    void sends(Fields headers) {
        bodies.describeRequest(headers.get("content-type"), headers.get("content-encoding"));
    }

    void sent(ByteBuffer bytes) {
        bodies.sent(bytes);
    }

    void answered(Fields headers) {
        type = headers.get("content-type");
        encoding = headers.get("content-encoding");
    }

    /** What the headers say of the encoding may be true no more. */
    void received(ByteBuffer bytes) {
        if (!begun && bytes.hasRemaining()) {
            begun = true;
            bodies.describeResponse(type, Sniffing.isPacked(bytes.get(bytes.position())) ? encoding : null);
        }
        bodies.received(bytes);
    }

    Bodies bodies() {
        return bodies;
    }
}
