package dev.gangway.access;

import org.jspecify.annotations.Nullable;

/** Whether a visitor may call. */
public sealed interface Verdict {

    /** Let in; {@code caller} is the name of the gateway key that was shown, or null where none was needed. */
    record Admitted(@Nullable String caller) implements Verdict {}

    /** Kept out by a rule that no key changes (403). */
    record Forbidden(String message) implements Verdict {}

    /** Kept out for want of a right gateway key (401). */
    record Unauthorized(String message) implements Verdict {}
}
