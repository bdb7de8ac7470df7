package dev.gangway.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.gangway.credential.Credential;
import dev.gangway.credential.Secret;
import dev.gangway.credential.UpstreamKey;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What holds for every provider: credentials go out and one comes in, all else stays as it is, and nothing is remembered. */
public abstract class ProviderContract {

    protected static final String SECRET = "upstream-secret";
    protected static final String SETTING = "routes[7].keys[0].value (SOME_KEY)";

    /** Every header that can carry a client's credential. */
    private static final Set<String> CREDENTIALS = Set.of(
            "authorization",
            "x-api-key",
            "api-key",
            "x-goog-api-key",
            "ocp-apim-subscription-key",
            "x-amz-security-token",
            "x-amz-date",
            "x-amz-content-sha256",
            "amz-sdk-invocation-id",
            "amz-sdk-request",
            "cookie",
            "proxy-authorization");

    /** The provider, with {@code key} as its key. */
    protected abstract Provider provider(UpstreamKey key);

    /** An ordinary request, whose path may go on and whose target the provider leaves alone. */
    protected abstract FakeHead head();

    /** The headers that carry the API key upstream, by name and value. */
    protected abstract List<String> proof();

    /** The headers and query parameters that {@code client-auth: forward} keeps; empty where there is no such thing. */
    protected abstract Set<String> slots();

    /** The JSON of an error {@code bad-request} with message {@code m}. */
    protected abstract String error();

    private Provider provider(Credential credential) {
        return provider(new UpstreamKey("main", credential, SETTING));
    }

    protected final Provider provider() {
        return provider(new Credential.ApiKey(Secret.of(SECRET)));
    }

    private Provider forwarding() {
        assumeFalse(slots().isEmpty(), "refused by the configuration");
        return provider(new Credential.FromClient());
    }

    public static Decision.Forward forward(Decision decision) {
        return assertInstanceOf(Decision.Forward.class, decision);
    }

    public static Decision.Refusal refusal(Decision decision) {
        return assertInstanceOf(Decision.Refusal.class, decision);
    }

    public static List<String> lines(List<Header> headers) {
        return headers.stream()
                .map(h -> h.name().toLowerCase(Locale.ROOT) + ": " + h.value())
                .toList();
    }

    @Test
    void aMissingKeyNamesItsSetting() {
        Decision.Refusal refusal = refusal(provider(new Credential.Missing()).decide(head(), null));
        assertEquals(ErrorCode.NO_CREDENTIAL, refusal.code());
        assertTrue(refusal.message().contains(SETTING), refusal::message);
    }

    @Test
    void putsTheKeyInItsPlace() {
        Decision.Forward forward = forward(provider().decide(head(), null));
        List<String> credentials = lines(forward.put()).stream()
                .filter(line -> CREDENTIALS.contains(line.substring(0, line.indexOf(':'))))
                .toList();
        assertEquals(proof(), credentials);
        assertEquals("main", forward.key());
    }

    @Test
    void removesEveryCredentialHeader() {
        Removal removal = provider().removal();
        assertFalse(removal.keepsCredentials());
        for (String name : CREDENTIALS) {
            assertTrue(removal.removesHeader(name), name);
            assertTrue(removal.removesHeader(name.toUpperCase(Locale.ROOT)), name);
        }
    }

    @Test
    void removesEveryCredentialParameter() {
        String query = "a=1&key=k&b=%2F&%6Bey=k&access_token=t&X-Amz-Signature=s&x-amz-date=d&gangway-upload=u&keys&c";
        assertEquals("a=1&b=%2F&keys&c", query(forward(provider().decide(head().extended("", query), null))));
        assertNull(query(forward(provider().decide(head().extended("", "key=k"), null))));
    }

    private static @Nullable String query(Decision.Forward forward) {
        int mark = forward.target().indexOf('?');
        return mark < 0 ? null : forward.target().substring(mark + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a%2Fb", "/a%2fb:c", "/@me;v=1;w", "/a|b", "/%20", "/%C3%A4/", "/a+b", "/~!$'()*,=&"})
    void keepsTheRawPath(String more) {
        assertEquals(
                head().path() + more,
                forward(provider().decide(head().extended(more, null), null)).target());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&",
                "a",
                "a=",
                "=b",
                "=",
                "a&&b",
                "&a=1&",
                "a=1&a=2",
                "a%5B%5D=1&a[]=2",
                "x=a+b%20c",
                "q=|^{}\"<>`\\",
                "a=b=c",
                "a=?/#",
                "%61=%2f&A=%2F",
                "beta=true",
                "$alt=sse",
                "k%C3%A4se=1"
            })
    void keepsTheRawQuery(String query) {
        Decision.Forward forward = forward(provider().decide(head().extended("", query), null));
        assertEquals(head().path() + "?" + query, forward.target());
    }

    @Test
    void forwardingKeepsItsOwnSlotsOnly() {
        Removal removal = forwarding().removal();
        assertTrue(removal.keepsCredentials());
        for (String name : CREDENTIALS) {
            assertEquals(!slots().contains(name), removal.removesHeader(name), name);
        }
        String kept = Set.of("key", "access_token").stream()
                .filter(slots()::contains)
                .map(name -> name + "=v")
                .sorted()
                .collect(Collectors.joining("&"));
        String query = removal.query("access_token=v&X-Amz-Credential=v&key=v&gangway-upload=v");
        assertEquals(kept, query == null ? "" : query);
    }

    @Test
    void forwardingAddsNoCredential() {
        Decision.Forward forward = forward(forwarding().decide(head().with("authorization", "Bearer c"), null));
        assertNull(forward.key());
        forward.put()
                .forEach(header ->
                        assertFalse(CREDENTIALS.contains(header.name().toLowerCase(Locale.ROOT)), header.name()));
    }

    @Test
    void errorsHaveItsShape() {
        JsonMapper json = new JsonMapper();
        JsonNode rendered = json.readTree(provider().envelope(head()).render(ErrorCode.BAD_REQUEST, "m"));
        assertEquals(json.readTree(error()), rendered);
    }

    @Test
    void isPure() {
        Provider provider = provider();
        FakeHead head = head().extended("/x", "a=1&key=k");
        Decision first = provider.decide(head, null);
        provider.decide(
                head().extended("/other", null).with("authorization", "Bearer ya29.x"), "projects/p/locations/l");
        assertEquals(first, provider.decide(head, null));
    }

    @Test
    void printsNoSecret() {
        String printed = provider().decide(head(), null).toString();
        assertFalse(printed.contains(SECRET), printed);
    }
}
