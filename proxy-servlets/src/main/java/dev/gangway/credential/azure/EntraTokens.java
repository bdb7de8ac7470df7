package dev.gangway.credential.azure;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.IClientCredential;
import com.microsoft.aad.msal4j.ManagedIdentityApplication;
import com.microsoft.aad.msal4j.ManagedIdentityId;
import com.microsoft.aad.msal4j.ManagedIdentityParameters;
import com.microsoft.aad.msal4j.MsalServiceException;
import dev.gangway.credential.Bearer;
import dev.gangway.credential.DiscreetHttp;
import dev.gangway.credential.EntraSettings;
import dev.gangway.credential.EntraSettings.Proof;
import dev.gangway.credential.EntraSettings.Proof.Certificate;
import dev.gangway.credential.EntraSettings.Proof.ClientSecret;
import dev.gangway.credential.EntraSettings.Proof.FederatedToken;
import dev.gangway.credential.EntraSettings.Proof.ManagedIdentity;
import dev.gangway.credential.Reason;
import dev.gangway.credential.Secret;
import dev.gangway.credential.Token;
import dev.gangway.credential.TokenException;
import dev.gangway.credential.TokenHttp;
import dev.gangway.credential.TokenService;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;

/**
 * Access tokens of Microsoft Entra.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow">Client credentials</a>
 */
public final class EntraTokens implements TokenService<Bearer> {

    private static final String DEFAULT = "/.default";

    /** The library would use the JVM's common pool, where one tenant that hangs holds up all others. */
    private static final ExecutorService THREAD = new CallingThread();

    private final EntraSettings settings;
    private final String scope;
    private final TokenHttp http;

    /** Tokens for {@code scope}, which ends with {@code /.default}, fetched by {@code http}. */
    public EntraTokens(EntraSettings settings, String scope, TokenHttp http) {
        this.settings = settings;
        this.scope = scope;
        this.http = http;
    }

    /** The library's own cache is passed by: it would give a token again that an upstream did not take. */
    @Override
    public Token<Bearer> fetch() throws TokenException {
        EntraHttp by = new EntraHttp(new DiscreetHttp(http));
        try {
            IAuthenticationResult result =
                    settings.proof() instanceof ManagedIdentity ? ofMachine(by) : ofApplication(settings.proof(), by);
            return new Token<>(
                    new Bearer(Secret.of(result.accessToken()), Map.of()),
                    result.expiresOnDate().toInstant());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TokenException("the wait for it was interrupted");
        } catch (ExecutionException e) {
            throw new TokenException(reason(e.getCause() == null ? e : e.getCause()));
        } catch (Exception e) {
            throw new TokenException(reason(e));
        }
    }

    private IAuthenticationResult ofApplication(Proof proof, EntraHttp by) throws Exception {
        return ConfidentialClientApplication.builder(Objects.requireNonNull(settings.clientId()), credential(proof))
                .authority(settings.authority())
                .instanceDiscovery(false)
                .sendX5c(true)
                .disableInternalRetries()
                .executorService(THREAD)
                .httpClient(by)
                .build()
                .acquireToken(ClientCredentialParameters.builder(Set.of(scope))
                        .skipCache(true)
                        .build())
                .get();
    }

    /** The token file is read for each token: whoever writes it does so anew before it expires. */
    private static IClientCredential credential(Proof proof) throws IOException {
        if (proof instanceof ClientSecret secret) {
            return ClientCredentialFactory.createFromSecret(secret.value().reveal());
        }
        if (proof instanceof Certificate certificate) {
            return ClientCredentialFactory.createFromCertificateChain(certificate.key(), certificate.chain());
        }
        return ClientCredentialFactory.createFromClientAssertion(
                Files.readString(((FederatedToken) proof).file()).strip());
    }

    private IAuthenticationResult ofMachine(EntraHttp by) throws Exception {
        String id = settings.clientId();
        String resource = scope.endsWith(DEFAULT) ? scope.substring(0, scope.length() - DEFAULT.length()) : scope;
        return ManagedIdentityApplication.builder(
                        id == null ? ManagedIdentityId.systemAssigned() : ManagedIdentityId.userAssignedClientId(id))
                .disableInternalRetries()
                .executorService(THREAD)
                .httpClient(by)
                .build()
                .acquireTokenForManagedIdentity(ManagedIdentityParameters.builder(resource)
                        .forceRefresh(true)
                        .build())
                .get();
    }

    /** A service's message is what Entra says, and made to be read; other messages may hold anything. */
    private static String reason(Throwable failure) {
        if (failure instanceof MsalServiceException service) {
            String status = service.statusCode() == null ? "" : "it answered " + service.statusCode() + ": ";
            return Reason.text(status + service.errorCode() + ": " + service.getMessage());
        }
        return Reason.of(failure);
    }
}
