package dev.gangway.provider.genai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.credential.Secret;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A signed upload URL opens what it was signed for, as long as it lasts, and nothing else. */
class UploadPassTest {

    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
    private static final String PATH = "/upload/v1beta/files";
    private static final String QUERY = "upload_id=A-1_z&upload_protocol=resumable";
    private static final String SIGNED = pass("secret", "/r", "main", NOW).sign(PATH + "?" + QUERY);

    private static UploadPass pass(String secret, String route, String key, Instant now) {
        return new UploadPass(Secret.of(secret), route, key, () -> now);
    }

    private static boolean opens(String path, @Nullable String query) {
        return pass("secret", "/r", "main", NOW).opens(path, query);
    }

    private static String query(String target) {
        return target.substring(target.indexOf('?') + 1);
    }

    private static String value() {
        return SIGNED.substring(SIGNED.lastIndexOf('=') + 1);
    }

    @Test
    void whatIsSignedOpens() {
        assertTrue(SIGNED.startsWith(PATH + "?" + QUERY + "&gangway-upload="), SIGNED);
        assertTrue(value().matches("[0-9a-z]+\\.[A-Za-z0-9_-]{43}"), SIGNED);
        assertTrue(opens(PATH, query(SIGNED)));
        assertTrue(opens(PATH, "gangway-upload=" + value() + "&" + QUERY));
        assertFalse(opens(PATH, "gangway-upload=" + value() + "&x=1&" + QUERY));
        assertFalse(opens(PATH, query(SIGNED) + "&uploadType=multipart"));
    }

    /** Without an id it would open whatever upload is begun at that path. */
    @Test
    void aTargetWithoutUploadIdOpensNothing() {
        String signed = pass("secret", "/r", "main", NOW).sign("/upload/session%2F1");
        assertFalse(opens("/upload/session%2F1", query(signed)));
        assertFalse(opens("/upload/session%2F1", query(signed) + "&upload_id=A"));
    }

    @Test
    void lastsADay() {
        Instant end = NOW.plus(Duration.ofDays(1));
        assertTrue(pass("secret", "/r", "main", end.minusSeconds(1)).opens(PATH, query(SIGNED)));
        assertFalse(pass("secret", "/r", "main", end).opens(PATH, query(SIGNED)));
        String later = Long.toString(end.getEpochSecond() + 86_400, 36);
        String prolonged = query(SIGNED).replace(value(), later + value().substring(value().indexOf('.')));
        assertFalse(opens(PATH, prolonged));
    }

    @Test
    void opensForItsOwnSecretRouteAndKeyOnly() {
        assertTrue(pass("secret", "/r", "main", NOW).opens(PATH, query(SIGNED)));
        assertFalse(pass("secreT", "/r", "main", NOW).opens(PATH, query(SIGNED)));
        assertFalse(pass("secret", "/r2", "main", NOW).opens(PATH, query(SIGNED)));
        assertFalse(pass("secret", "/r", "other", NOW).opens(PATH, query(SIGNED)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/upload",
                "/upload/v1beta/files/",
                "/upload/v1beta/file",
                "/upload/v1beta/Files",
                "/upload/v1/files",
                "/upload/v1beta/%66iles",
                "/v1beta/files",
                "/upload/v1beta/fileSearchStores/s"
            })
    void opensNoOtherPath(String path) {
        assertFalse(opens(path, query(SIGNED)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x=1",
                "upload_id=A-1_Z",
                "upload_id=",
                "upload_id",
                "upload_id=A-1_z&upload_id=B",
                "upload_id=B&upload_id=A-1_z",
                "UPLOAD_ID=A-1_z&upload_id=B",
                "UPLOAD_ID=B&upload_id=A-1_z",
                "upload_id=A-1_z&upload%5Fid=B",
                "upload_id=A-1_z&upload_id=A-1_z",
                "xupload_id=A-1_z"
            })
    void opensNoOtherUpload(String uploadId) {
        assertFalse(opens(PATH, uploadId + "&gangway-upload=" + value()));
    }

    /** One changed character, anywhere. */
    @Test
    void noCharacterCanBeChanged() {
        for (int i = 0; i < value().length(); i++) {
            char other = value().charAt(i) == '1' ? '2' : '1';
            String tampered = value().substring(0, i) + other + value().substring(i + 1);
            // Unused bits of the last character may differ in a decoder; here the text is compared.
            assertFalse(opens(PATH, QUERY + "&gangway-upload=" + tampered), tampered);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "x",
                "x.",
                ".x",
                "-.x",
                "+.x",
                "zzzzzzzzzzzzzz.x",
                "é.x",
                "1",
                "1.",
                "%2E",
                "1.%00",
                " .x",
                "99999999999999999999.x"
            })
    void malformedValuesOpenNothing(String malformed) {
        assertFalse(opens(PATH, QUERY + "&gangway-upload=" + malformed));
        String signature = value().substring(value().indexOf('.') + 1);
        assertFalse(opens(PATH, QUERY + "&gangway-upload=" + malformed + signature));
    }

    @Test
    void noValueOpensNothing() {
        assertFalse(opens(PATH, null));
        assertFalse(opens(PATH, ""));
        assertFalse(opens(PATH, QUERY));
        assertFalse(opens(PATH, QUERY + "&gangway-upload"));
    }

    /** Fields that run together must not make one signature fit another split of the same text. */
    @ParameterizedTest
    @CsvSource({"/r/main, x", "/r, main/x", "/rmain, ''"})
    void fieldsDoNotRunTogether(String route, String key) {
        assertFalse(pass("secret", route, key, NOW).opens(PATH, query(SIGNED)));
    }

    @Test
    void twoSignaturesOfOneMomentAreEqual() {
        assertEquals(SIGNED, pass("secret", "/r", "main", NOW).sign(PATH + "?" + QUERY));
    }
}
