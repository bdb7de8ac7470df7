package dev.gangway.examples.standin;

import org.jspecify.annotations.Nullable;

/** A request that is answered by an error; each API puts it in its own envelope. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final int status;
    final String reason;
    final @Nullable String code;

    Refused(int status, String reason) {
        this(status, reason, null);
    }

    Refused(int status, String reason, @Nullable String code) {
        super(reason, null, false, false);
        this.status = status;
        this.reason = reason;
        this.code = code;
    }

    static Refused notFound(String what) {
        return new Refused(404, what);
    }
}
