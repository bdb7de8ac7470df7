package dev.gangway.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verifies that a token service's reason is told, and nothing of what it may repeat of the request. */
class ReasonTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | {"error":"invalid_grant","error_description":"Invalid JWT Signature."} | it answered 400: invalid_grant: Invalid JWT Signature.
            401 | {"error":"invalid_client"} | it answered 401: invalid_client
            403 | {"error":{"code":403,"status":"PERMISSION_DENIED","message":"No access."}} | it answered 403: PERMISSION_DENIED: No access.
            502 | <html>Bad gateway</html> | it answered 502
            500 | [] | it answered 500
            500 |  | it answered 500
            """)
    void tellsWhatTheServiceSays(int status, String body, String reason) {
        assertEquals(reason, Reason.of(status, body));
    }

    @Test
    void hidesWhatLooksLikeASecret() {
        String said = Reason.of(
                400,
                "{\"error\":\"invalid_grant\",\"error_description\":\"bad assertion"
                        + " eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4QHkifQ.c2lnbmF0dXJl for x\\r\\nX-Other: y\"}");

        assertEquals("it answered 400: invalid_grant: bad assertion **** for x X-Other: y", said);
    }

    @Test
    void isNeverLong() {
        String words = "word ".repeat(10_000);

        assertEquals(301, Reason.text(words).length());
    }

    @Test
    void namesTheKindOfAFailureAndNotItsWords() {
        String secret = "assertion=abc";

        assertEquals(
                "its host name does not resolve", Reason.of(new IOException(secret, new UnknownHostException(secret))));
        assertEquals("it could not be reached", Reason.of(new ConnectException(secret)));
        assertEquals("it did not answer in time", Reason.of(new SocketTimeoutException(secret)));
        assertEquals("its credentials file cannot be read", Reason.of(new NoSuchFileException(secret)));
        assertFalse(Reason.of(new IOException(secret)).contains(secret));
    }
}
