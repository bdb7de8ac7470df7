package dev.gangway.credential.google;

import com.google.auth.http.HttpTransportFactory;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.ComputeEngineCredentials;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ImpersonatedCredentials;
import dev.gangway.credential.Bearer;
import dev.gangway.credential.DiscreetHttp;
import dev.gangway.credential.GoogleSettings;
import dev.gangway.credential.Secret;
import dev.gangway.credential.Token;
import dev.gangway.credential.TokenException;
import dev.gangway.credential.TokenHttp;
import dev.gangway.credential.TokenService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens of Google Cloud.
 *
 * @see <a href="https://cloud.google.com/docs/authentication/application-default-credentials">How credentials are found</a>
 */
public final class GoogleTokens implements TokenService<Bearer> {

    private static final int HOUR = 3600;

    /** What the running fetch is made by: the library fetches in the thread that asks. */
    private static final ThreadLocal<TokenHttp> CURRENT = new ThreadLocal<>();

    /** The same for all: the library keeps application defaults, with this, for the whole life of the JVM. */
    private static final HttpTransportFactory TRANSPORT =
            () -> new GoogleHttp(call -> CURRENT.get().send(call));

    private final GoogleSettings settings;
    private final String scope;
    private final TokenHttp http;

    /** Tokens for {@code scope}, fetched by {@code http}. */
    public GoogleTokens(GoogleSettings settings, String scope, TokenHttp http) {
        this.settings = settings;
        this.scope = scope;
        this.http = http;
    }

    /** Reads files anew each time: a key that was exchanged counts with the next token. */
    @Override
    public Token<Bearer> fetch() throws TokenException {
        CURRENT.set(new DiscreetHttp(http));
        try {
            GoogleCredentials credentials = scoped();
            AccessToken token = credentials.refreshAccessToken();
            Date expiry = token.getExpirationTime();
            return new Token<>(
                    new Bearer(Secret.of(token.getTokenValue()), others(credentials)),
                    expiry == null ? null : expiry.toInstant());
        } catch (IOException e) {
            throw new TokenException(GoogleReason.of(e));
        } finally {
            CURRENT.remove();
        }
    }

    /** The library's own retries are left out: the cache has its pauses, and exchanges wait. */
    private GoogleCredentials scoped() throws IOException {
        GoogleCredentials source = source().createScoped(scope).createWithCustomRetryStrategy(false);
        return settings.impersonate() == null
                ? source
                : ImpersonatedCredentials.newBuilder()
                        .setSourceCredentials(source)
                        .setTargetPrincipal(settings.impersonate())
                        .setScopes(List.of(scope))
                        .setLifetime(HOUR)
                        .setHttpTransportFactory(TRANSPORT)
                        .build();
    }

    private GoogleCredentials source() throws IOException {
        return switch (settings.from()) {
            case FILE -> {
                try (InputStream in = Files.newInputStream(Objects.requireNonNull(settings.file()))) {
                    yield GoogleCredentials.fromStream(in, TRANSPORT);
                }
            }
            case JSON ->
                GoogleCredentials.fromStream(
                        new ByteArrayInputStream(settings.json().reveal().getBytes(StandardCharsets.UTF_8)), TRANSPORT);
            case ADC -> GoogleCredentials.getApplicationDefault(TRANSPORT);
            case METADATA ->
                ComputeEngineCredentials.newBuilder()
                        .setHttpTransportFactory(TRANSPORT)
                        .build();
        };
    }

    private Map<String, String> others(GoogleCredentials credentials) {
        @Nullable String project = settings.quotaProject() != null ? settings.quotaProject() : credentials.getQuotaProjectId();
        return project == null ? Map.of() : Map.of("x-goog-user-project", project);
    }
}
