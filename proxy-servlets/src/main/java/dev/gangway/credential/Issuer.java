package dev.gangway.credential;

/** What one configured key of a cloud can prove. */
@FunctionalInterface
public interface Issuer {

    /**
     * What proves requests within {@code scope}; the same one each time.
     *
     * @param scope an OAuth scope such as {@code https://ai.azure.com/.default}, or the service that AWS signs for
     */
    Authorizer authorizer(String scope);
}
