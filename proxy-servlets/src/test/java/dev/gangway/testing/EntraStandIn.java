package dev.gangway.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Microsoft Entra and App Service's identity endpoint, which check what they are shown; and an Azure that takes their tokens. */
public final class EntraStandIn implements AutoCloseable {

    public static final String TENANT = "11111111-2222-3333-4444-555555555555";
    public static final String CLIENT = "66666666-7777-8888-9999-000000000000";
    public static final String SECRET = "secret-of-the-gateway";
    public static final String FEDERATED = "token.of.kubernetes";
    public static final String HEADER = "identity-header";
    public static final String SCOPE = "https://cognitiveservices.azure.com/.default";

    private static final JsonMapper JSON = new JsonMapper();

    private final RawUpstream server = RawUpstream.answering(this::answer);
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<String, String> issued = new ConcurrentHashMap<>();
    private volatile @Nullable PublicKey trusted;

    public EntraStandIn() throws IOException {}

    /** Takes assertions that this key verifies. */
    public void trust(PublicKey key) {
        trusted = key;
    }

    public int calls() {
        return calls.get();
    }

    public boolean issued(String token) {
        return issued.containsKey(token);
    }

    public int port() {
        return server.port();
    }

    public String origin() {
        return server.origin();
    }

    private boolean answer(HttpMessage request, Socket socket, OutputStream out) throws Exception {
        if (request.target().startsWith("/identity?")) {
            calls.incrementAndGet();
            Map<String, String> query =
                    form(request.target().substring(request.target().indexOf('?') + 1));
            boolean right = HEADER.equals(request.header("x-identity-header"));
            RawUpstream.writeJson(out, right ? 200 : 400, right ? managed(query.getOrDefault("resource", "")) : "{}");
        } else if (request.target().equals("/" + TENANT + "/oauth2/v2.0/token")) {
            calls.incrementAndGet();
            Map<String, String> form = form(request.text());
            String problem = problem(form);
            RawUpstream.writeJson(
                    out,
                    problem == null ? 200 : 401,
                    problem == null ? token(form.getOrDefault("scope", "")) : problem);
        } else {
            String token = String.valueOf(request.header("authorization")).replaceFirst("^Bearer ", "");
            String resource = issued.get(token);
            boolean plain = request.header("api-key") == null;
            RawUpstream.writeJson(out, resource != null && plain ? 200 : 401, String.valueOf(resource));
        }
        return true;
    }

    private @Nullable String problem(Map<String, String> form) throws GeneralSecurityException {
        boolean right = "client_credentials".equals(form.get("grant_type"))
                && CLIENT.equals(form.get("client_id"))
                && form.getOrDefault("scope", "").contains(SCOPE);
        boolean proven = SECRET.equals(form.get("client_secret"))
                || FEDERATED.equals(form.get("client_assertion"))
                || isSigned(form.getOrDefault("client_assertion", ""));
        return right && proven
                ? null
                : "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: Invalid client secret provided: "
                        + form.get("client_secret") + "\"}";
    }

    private boolean isSigned(String assertion) throws GeneralSecurityException {
        String[] parts = assertion.split("\\.");
        PublicKey key = trusted;
        if (parts.length != 3 || key == null) {
            return false;
        }
        JsonNode head = JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
        boolean pss = head.path("alg").asString("").startsWith("PS");
        Signature signature = Signature.getInstance(pss ? "RSASSA-PSS" : "SHA256withRSA");
        if (pss) {
            signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        }
        signature.initVerify(key);
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
        return signature.verify(Base64.getUrlDecoder().decode(parts[2]))
                && claims.path("iss").asString("").equals(CLIENT)
                && claims.path("aud").asString("").contains(TENANT)
                && claims.path("exp").asLong(0) > Instant.now().getEpochSecond();
    }

    private String token(String scope) {
        return "{\"token_type\":\"Bearer\",\"expires_in\":3600,\"access_token\":\"" + issue(scope) + "\"}";
    }

    private String managed(String resource) {
        long expiry = Instant.now().getEpochSecond() + 3600;
        return "{\"token_type\":\"Bearer\",\"resource\":\"" + resource + "\",\"expires_on\":\"" + expiry
                + "\",\"access_token\":\"" + issue(resource) + "\"}";
    }

    private String issue(String scope) {
        String token = "entra-stand-in-token-number-" + (issued.size() + 1);
        issued.put(token, scope.replaceFirst("^https://", "").replaceFirst("/.*", ""));
        return token;
    }

    private static Map<String, String> form(String text) {
        Map<String, String> form = new HashMap<>();
        for (String pair : text.split("&")) {
            int equals = Math.max(0, pair.indexOf('='));
            form.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return form;
    }

    @Override
    public void close() {
        server.close();
    }
}
