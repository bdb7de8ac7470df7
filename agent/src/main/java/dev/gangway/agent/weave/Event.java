package dev.gangway.agent.weave;

/** What woven code tells of. The comments say what comes with it. */
public final class Event {

    /** A request is being sent: the request. */
    public static final int SEND = 1;
    /** Sending it threw: the request, the exception. */
    public static final int SEND_THREW = 2;
    /** A part of its body went out: the request, a ByteBuffer. */
    public static final int REQUEST_BYTES = 3;
    /** Somebody gave it up: the request, the cause. */
    public static final int ABORT = 4;
    /** Response headers are here: the response. */
    public static final int HEADERS = 5;
    /** A part of the response's body is here: the response, a ByteBuffer. */
    public static final int RESPONSE_BYTES = 6;
    /** The response's body will be read: the response, the source. Jetty 12. */
    public static final int SOURCE = 7;
    /** It was read: the source, a chunk or null. Jetty 12. */
    public static final int CHUNK = 8;
    /** All is over, maybe told more than once: the result. */
    public static final int END = 9;

    private Event() {}
}
