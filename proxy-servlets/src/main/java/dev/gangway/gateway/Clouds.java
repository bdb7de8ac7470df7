package dev.gangway.gateway;

import dev.gangway.credential.Authorizer;
import dev.gangway.credential.AwsSettings;
import dev.gangway.credential.Bearer;
import dev.gangway.credential.BearerTokens;
import dev.gangway.credential.CloudSettings;
import dev.gangway.credential.EntraSettings;
import dev.gangway.credential.GoogleSettings;
import dev.gangway.credential.Issuer;
import dev.gangway.credential.Pace;
import dev.gangway.credential.TokenCache;
import dev.gangway.credential.TokenHttp;
import dev.gangway.credential.TokenService;
import dev.gangway.credential.aws.AwsKeys;
import dev.gangway.credential.aws.SigV4;
import dev.gangway.credential.azure.EntraTokens;
import dev.gangway.credential.google.GoogleTokens;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Makes issuers of the clouds' keys. Each cloud's room is loaded when the first key of it is configured. */
final class Clouds {

    private static final Logger LOG = LoggerFactory.getLogger("dev.gangway");

    /** A call that hangs holds one; more than that many clouds do not hang. */
    private static final int MOST_THREADS = 16;

    private static final int IDLE_SECONDS = 10;

    private final Map<CloudSettings, Issuer> issuers = new ConcurrentHashMap<>();
    private final Executor threads = threads();
    private final TokenHttp http;

    /** Tokens are fetched by {@code http}. */
    Clouds(TokenHttp http) {
        this.http = http;
    }

    /** The same one for equal settings, so that routes share its tokens. */
    Issuer issuer(CloudSettings settings) {
        return issuers.computeIfAbsent(settings, this::create);
    }

    /** Forgets all others, and with them their secrets and tokens; exchanges that have begun with one keep it. */
    void retain(Set<CloudSettings> used) {
        issuers.keySet().retainAll(used);
    }

    Set<CloudSettings> known() {
        return Set.copyOf(issuers.keySet());
    }

    private Issuer create(CloudSettings settings) {
        if (settings instanceof AwsSettings aws) {
            return aws(aws);
        }
        if (settings instanceof EntraSettings entra) {
            return bearer("Entra", scope -> new EntraTokens(entra, scope, http));
        }
        GoogleSettings google = (GoogleSettings) settings;
        return bearer("Google", scope -> new GoogleTokens(google, scope, http));
    }

    private Issuer bearer(String cloud, Function<String, TokenService<Bearer>> services) {
        Map<String, Authorizer> byScope = new ConcurrentHashMap<>();
        return scope -> byScope.computeIfAbsent(scope, name -> new BearerTokens(cache(cloud, services.apply(name))));
    }

    /** One key signs for all services. */
    private Issuer aws(AwsSettings settings) {
        TokenCache<AwsCredentialsIdentity> keys = cache("AWS", new AwsKeys(settings));
        Map<String, Authorizer> byService = new ConcurrentHashMap<>();
        return service -> byService.computeIfAbsent(
                service, name -> new SigV4(keys, settings.region(), name, Clock.systemUTC(), threads));
    }

    private <T> TokenCache<T> cache(String cloud, TokenService<T> service) {
        return new TokenCache<>(
                service,
                threads,
                InstantSource.system(),
                Pace.DEFAULT,
                failure -> LOG.warn("{}'s token service gave no token: {}", cloud, failure.reason()));
    }

    /** They end when there is nothing to do, so nobody has to stop them. */
    private static Executor threads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                MOST_THREADS, MOST_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "gangway-tokens");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
