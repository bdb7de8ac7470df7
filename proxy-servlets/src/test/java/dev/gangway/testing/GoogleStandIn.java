package dev.gangway.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Google's token services: OAuth for service accounts, whose assertion it verifies, security token service, IAM
 * credentials and metadata server; and a Vertex that takes the tokens which are valid.
 */
public final class GoogleStandIn implements AutoCloseable {

    public static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";
    public static final String EMAIL = "gateway@my-project.iam.gserviceaccount.com";
    public static final String SUBJECT_TOKEN = "subject-token-of-another-cloud";

    private static final JsonMapper JSON = new JsonMapper();
    private static final KeyPair KEYS = keys();

    private final RawUpstream server = RawUpstream.answering(this::answer);
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<String, Instant> issued = new ConcurrentHashMap<>();
    private final List<String> assertions = new CopyOnWriteArrayList<>();
    private volatile Duration life = Duration.ofHours(1);
    private volatile int outage;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    public GoogleStandIn() throws IOException {}

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tokens live that long from now on. */
    public void life(Duration next) {
        life = next;
    }

    /** From now on it answers so; 0 for tokens. */
    public void outage(int status) {
        outage = status;
    }

    /** Holds back every answer until the latch is open. */
    public void hold(CountDownLatch until) {
        gate = until;
    }

    /** Takes no token that it has issued so far. */
    public void revoke() {
        issued.clear();
    }

    public int calls() {
        return calls.get();
    }

    /** What must not be seen anywhere: tokens and assertions. */
    public List<String> secrets() {
        List<String> secrets = new CopyOnWriteArrayList<>(assertions);
        secrets.addAll(issued.keySet());
        return secrets;
    }

    public String origin() {
        return server.origin();
    }

    public int port() {
        return server.port();
    }

    /** A service account's key file, as Google hands it out. */
    public String serviceAccount() {
        return serviceAccount(origin());
    }

    /** The same, with its tokens at another origin. */
    public String serviceAccount(String tokens) {
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(KEYS.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        return JSON.writeValueAsString(Map.of(
                "type", "service_account",
                "project_id", "my-project",
                "private_key_id", "key-id",
                "private_key", pem,
                "client_email", EMAIL,
                "client_id", "1",
                "token_uri", tokens + "/token"));
    }

    /** Leads what is meant for Google's hosts here. */
    public URI instead(URI of) {
        String query = of.getRawQuery() == null ? "" : "?" + of.getRawQuery();
        return URI.create(origin() + "/" + of.getHost() + of.getRawPath() + query);
    }

    private boolean answer(HttpMessage request, Socket socket, OutputStream out) throws Exception {
        String path = request.target().split("\\?")[0];
        if (path.startsWith("/v1/projects/")) {
            vertex(request, out);
            return true;
        }
        if (path.endsWith("/metadata.google.internal/") || path.endsWith("/metadata.google.internal")) {
            RawUpstream.write(out, "HTTP/1.1 200 OK\nMetadata-Flavor: Google\nContent-Length: 0", new byte[0]);
            return true;
        }
        if (path.endsWith("/universe-domain")) {
            RawUpstream.write(out, "HTTP/1.1 404 No\nContent-Length: 0", new byte[0]);
            return true;
        }
        calls.incrementAndGet();
        gate.await();
        String found = problem(path, request);
        String problem = outage > 0 ? "unavailable" : found;
        int status = outage > 0 ? outage : 400;
        if (problem == null) {
            RawUpstream.writeJson(out, 200, JSON.writeValueAsString(token(path)));
        } else {
            RawUpstream.writeJson(out, status, JSON.writeValueAsString(error(problem)));
        }
        return true;
    }

    private void vertex(HttpMessage request, OutputStream out) throws IOException {
        String authorization = String.valueOf(request.header("authorization"));
        Instant expiry = issued.get(authorization.replaceFirst("^Bearer ", ""));
        boolean valid = expiry != null && Instant.now().isBefore(expiry);
        String seen = String.valueOf(request.header("x-goog-user-project"));
        RawUpstream.writeJson(out, valid ? 200 : 401, JSON.writeValueAsString(Map.of("seen", seen)));
    }

    private @Nullable String problem(String path, HttpMessage request) throws Exception {
        return switch (path) {
            case "/token" -> assertionProblem(form(request));
            case "/sts.googleapis.com/v1/token" -> exchangeProblem(form(request));
            case "/metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/token" ->
                "Google".equals(request.header("metadata-flavor")) ? null : "no Metadata-Flavor";
            case "/iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/" + EMAIL + ":generateAccessToken" ->
                impersonationProblem(request);
            default -> "no such service: " + path;
        };
    }

    private @Nullable String impersonationProblem(HttpMessage request) {
        String token = String.valueOf(request.header("authorization")).replaceFirst("^Bearer ", "");
        JsonNode scopes = JSON.readTree(request.body()).path("scope");
        return issued.containsKey(token) && scopes.path(0).asString("").equals(SCOPE) ? null : "impersonation";
    }

    private @Nullable String exchangeProblem(Map<String, String> form) {
        boolean right = SUBJECT_TOKEN.equals(form.get("subject_token"))
                && SCOPE.equals(form.get("scope"))
                && "urn:ietf:params:oauth:grant-type:token-exchange".equals(form.get("grant_type"));
        return right ? null : "token exchange";
    }

    /** What Google would find wrong with a service account's assertion. */
    private @Nullable String assertionProblem(Map<String, String> form) throws GeneralSecurityException {
        String assertion = form.getOrDefault("assertion", "");
        assertions.add(assertion);
        String[] parts = assertion.split("\\.");
        if (!"urn:ietf:params:oauth:grant-type:jwt-bearer".equals(form.get("grant_type")) || parts.length != 3) {
            return "grant type";
        }
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(KEYS.getPublic());
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        if (!signature.verify(Base64.getUrlDecoder().decode(parts[2]))) {
            return "Invalid JWT Signature.";
        }
        JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
        long now = Instant.now().getEpochSecond();
        boolean right = claims.path("iss").asString("").equals(EMAIL)
                && claims.path("scope").asString("").equals(SCOPE)
                && claims.path("aud").asString("").endsWith("/token")
                && claims.path("exp").asLong(0) > now
                && claims.path("exp").asLong(0) <= now + 3600 + 60;
        return right ? null : "claims";
    }

    private static Map<String, String> form(HttpMessage request) {
        Map<String, String> form = new HashMap<>();
        for (String pair : request.text().split("&")) {
            int equals = pair.indexOf('=');
            form.put(
                    pair.substring(0, Math.max(0, equals)),
                    URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return form;
    }

    private Map<String, Object> token(String path) {
        String token = "ya29.stand-in-token-number-" + (issued.size() + 1) + "-of-many";
        Instant expiry = Instant.now().plus(life);
        issued.put(token, expiry);
        if (path.endsWith(":generateAccessToken")) {
            return Map.of("accessToken", token, "expireTime", expiry.toString());
        }
        Map<String, Object> answer = new HashMap<>();
        answer.put("access_token", token);
        answer.put("expires_in", life.toSeconds());
        answer.put("token_type", "Bearer");
        answer.put("issued_token_type", "urn:ietf:params:oauth:token-type:access_token");
        return answer;
    }

    private Map<String, Object> error(String problem) {
        String last = assertions.isEmpty() ? "" : " for assertion " + assertions.get(assertions.size() - 1);
        return Map.of("error", "invalid_grant", "error_description", problem + last);
    }

    @Override
    public void close() {
        gate.countDown();
        server.close();
    }
}
