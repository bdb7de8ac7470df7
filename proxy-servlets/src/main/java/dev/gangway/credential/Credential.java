package dev.gangway.credential;

/** What goes upstream as proof. Its secret prints as {@code ****}. */
public sealed interface Credential {

    /** An API key, put where the provider wants it. */
    record ApiKey(Secret value) implements Credential {}

    /** An OAuth 2.0 access token, put in as {@code Authorization: Bearer} (RFC 6750, section 2.1). */
    record AccessToken(Secret value) implements Credential {}

    /** Made for each request, of what a token service issues: what a provider cannot put in by itself. */
    record Issued(Issuer issuer) implements Credential {}

    /** Nothing is configured: a request that needs it is refused with {@code no-credential}. */
    record Missing() implements Credential {}

    /** The client's own credential passes; the gateway adds none. */
    record FromClient() implements Credential {}
}
