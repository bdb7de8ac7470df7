package dev.gangway.agent.weave;

/** The public methods of Jetty that the agent calls. All must be there before anything is woven. */
public enum Accessor {
    REQUEST_METHOD("%sRequest", "getMethod", 0),
    REQUEST_HOST("%sRequest", "getHost", 0),
    REQUEST_PORT("%sRequest", "getPort", 0),
    REQUEST_PATH("%sRequest", "getPath", 0),
    REQUEST_QUERY("%sRequest", "getQuery", 0),
    REQUEST_HEADERS("%sRequest", "getHeaders", 0),
    REQUEST_ATTRIBUTES("%sRequest", "getAttributes", 0),
    SET_ATTRIBUTE("%sRequest", "attribute", 2),
    RESPONSE_REQUEST("%sResponse", "getRequest", 0),
    RESPONSE_STATUS("%sResponse", "getStatus", 0),
    RESPONSE_HEADERS("%sResponse", "getHeaders", 0),
    RESULT_REQUEST("%sResult", "getRequest", 0),
    RESULT_FAILURE("%sResult", "getFailure", 0),
    RESULT_REQUEST_FAILURE("%sResult", "getRequestFailure", 0),
    RESULT_RESPONSE_FAILURE("%sResult", "getResponseFailure", 0),
    FIELD("org.eclipse.jetty.http.HttpFields", "get", 1),
    CHUNK_BYTES("org.eclipse.jetty.io.Content$Chunk", "getByteBuffer", 0);

    private final String type;
    private final String method;
    private final int arguments;

    Accessor(String type, String method, int arguments) {
        this.type = type;
        this.method = method;
        this.arguments = arguments;
    }

    /** Whether {@code family} has it. */
    public boolean isOf(Family family) {
        return this != CHUNK_BYTES || family == Family.JETTY_12;
    }

    /** The class, by name. */
    public String type(Family family) {
        return type.replace("%s", family.api());
    }

    /** The method's name. */
    public String method() {
        return method;
    }

    /** How many arguments it takes: strings and objects. */
    public int arguments() {
        return arguments;
    }
}
