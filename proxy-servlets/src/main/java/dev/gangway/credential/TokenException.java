package dev.gangway.credential;

/** There is no token. The message is for clients and logs: it says why, and holds no secret. */
public final class TokenException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Says {@code reason}. No cause: what libraries say of it may hold an assertion. */
    public TokenException(String reason) {
        super(reason, null, false, false);
    }

    /** The reason. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
