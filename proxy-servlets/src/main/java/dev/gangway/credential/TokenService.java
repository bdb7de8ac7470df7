package dev.gangway.credential;

/** Where tokens come from. */
@FunctionalInterface
public interface TokenService<T> {

    /**
     * Fetches a token that nobody has seen before. Blocks, for as long as its own timeouts say; only a
     * {@link TokenCache} calls it.
     *
     * @throws TokenException if there is none; its message says why and holds no secret
     */
    Token<T> fetch() throws TokenException;
}
