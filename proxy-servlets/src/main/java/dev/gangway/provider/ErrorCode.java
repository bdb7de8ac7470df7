package dev.gangway.provider;

/**
 * The errors that the gateway itself makes. The code goes to the {@code gangway-error} header, so that an operator can
 * tell them from an upstream's own.
 */
public enum ErrorCode {
    BAD_REQUEST("bad-request", 400, true),
    FORBIDDEN("forbidden", 403, false),
    UNAUTHORIZED("unauthorized", 401, false),
    NO_ROUTE("no-route", 404, false),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, false),
    UNSUPPORTED("unsupported", 501, false),
    TOO_LARGE("too-large", 413, false),
    NO_CREDENTIAL("no-credential", 503, false),
    UNPRICED_MODEL("unpriced-model", 403, false),
    CLIENT_TIMEOUT("client-timeout", 408, true),
    UPSTREAM_UNREACHABLE("upstream-unreachable", 502, true),
    UPSTREAM_TIMEOUT("upstream-timeout", 504, true),
    OVERLOADED("overloaded", 503, true),
    INTERNAL("internal", 500, true);

    private final String code;
    private final int status;
    private final boolean retryable;

    ErrorCode(String code, int status, boolean retryable) {
        this.code = code;
        this.status = status;
        this.retryable = retryable;
    }

    /** The value of the {@code gangway-error} header. */
    public String code() {
        return code;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** False for operator faults and policy denials: an SDK is told not to retry ({@code x-should-retry: false}). */
    public boolean retryable() {
        return retryable;
    }
}
