package dev.gangway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.gangway.access.AccessPolicy.CallerRule.Keys;
import dev.gangway.access.Verdict.Admitted;
import dev.gangway.access.Verdict.Unauthorized;
import dev.gangway.credential.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifies where a gateway key may stand, and that nothing but a whole key opens. */
class GatewayKeysTest {

    private static final String KEY = "gw-alice-0123456789";

    private static Verdict verdict(Call call) {
        Map<String, Secret> keys = new LinkedHashMap<>();
        keys.put("alice", Secret.of(KEY));
        keys.put("bob", Secret.of("gw-bob"));
        return new AccessPolicy(new Keys(new GatewayKeys(keys)), List.of()).check(call);
    }

    @ParameterizedTest
    @CsvSource({
        "gangway-key,    ''",
        "Gangway-Key,    ''",
        "x-api-key,      ''",
        "X-API-KEY,      ''",
        "api-key,        ''",
        "x-goog-api-key, ''",
        "Authorization,  'Bearer '",
        "authorization,  'bearer '",
        "AUTHORIZATION,  'BEARER  '",
        "Authorization,  ''",
    })
    void slots(String header, String scheme) {
        assertEquals(new Admitted("alice"), verdict(Call.local().with(header, scheme + KEY)));
        assertEquals(new Admitted("bob"), verdict(Call.local().with(header, scheme + "gw-bob")));
        assertInstanceOf(Unauthorized.class, verdict(Call.local().with(header, scheme + KEY + "0")));
    }

    @Test
    void theQueryParameterOfGooglesSdks() {
        assertEquals(new Admitted("alice"), verdict(Call.local().withKeyParameter(KEY)));
        assertInstanceOf(Unauthorized.class, verdict(Call.local().withKeyParameter("gw-eve")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "gw-alice-012345678",
                "gw-alice-01234567890",
                "g",
                "GW-ALICE-0123456789",
                "gw-alice-0123456789 ",
                " gw-alice-0123456789",
                "gw-alice-0123456789,gw-bob",
                "alice",
                "****",
                "Bearer",
                "Bearer ",
                "Token gw-alice-0123456789",
                "Basic gw-alice-0123456789",
                "Bearer Bearer gw-alice-0123456789",
                "\u0000",
            })
    void nothingElseOpens(String shown) {
        for (String header : List.of("gangway-key", "x-api-key", "api-key", "x-goog-api-key", "Authorization")) {
            assertInstanceOf(Unauthorized.class, verdict(Call.local().with(header, shown)), header);
        }
        assertInstanceOf(Unauthorized.class, verdict(Call.local().withKeyParameter(shown)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cookie", "proxy-authorization", "x-amz-security-token", "x-key", "key", "user-agent"})
    void otherHeadersAreNoSlots(String header) {
        assertInstanceOf(Unauthorized.class, verdict(Call.local().with(header, KEY)));
    }

    @Test
    void noKeyAtAll() {
        assertInstanceOf(Unauthorized.class, verdict(Call.local()));
    }

    @Test
    void oneRightKeyAmongWrongOnes() {
        assertEquals(
                new Admitted("alice"),
                verdict(Call.local().with("x-api-key", KEY).with("Authorization", "Bearer wrong")));
        assertEquals(
                new Admitted("alice"),
                verdict(Call.local().with("x-api-key", "wrong").with("Authorization", "Bearer " + KEY)));
        assertEquals(
                new Admitted("alice"),
                verdict(Call.local().with("x-api-key", "wrong").with("x-api-key", KEY)));
    }

    /** A forwarding route's own slots hold the provider's credential: only {@code gangway-key} is the gateway's. */
    @ParameterizedTest
    @CsvSource({"x-api-key,''", "api-key,''", "x-goog-api-key,''", "Authorization,'Bearer '", "Authorization,''"})
    void onAForwardingRouteOnlyTheGatewaysOwnHeader(String header, String scheme) {
        Call call = Call.local().onForwardingRoute().with(header, scheme + KEY).withKeyParameter(KEY);

        assertInstanceOf(Unauthorized.class, verdict(call));
        assertEquals(new Admitted("bob"), verdict(call.with("gangway-key", "gw-bob")));
    }
}
