package dev.gangway.provider.genai;

import static dev.gangway.provider.ProviderContract.forward;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.provider.Decision;
import dev.gangway.provider.FakeHead;
import dev.gangway.provider.Upstream;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A genai route's uploads: signed URLs let in, go to Gemini without their signature, and lose one repeated prefix. */
class UploadTest {

    private static final GenAiProvider PROVIDER = GenAi.with(GenAi.TOKEN);
    private static final String TARGET = "/upload/v1beta/files?upload_id=A&upload_protocol=resumable";

    private static String sign(String target) {
        Decision.Forward start = forward(PROVIDER.decide(FakeHead.of("POST /upload/v1beta/files"), null));
        UnaryOperator<String> signer = Objects.requireNonNull(start.edits().uploadUrl());
        return signer.apply(target);
    }

    @Test
    void aSignedUrlIsLetInAndGoesToGeminiUnsigned() {
        FakeHead chunk = FakeHead.of("POST " + sign(TARGET));
        assertTrue(PROVIDER.admits(chunk));
        Decision.Forward forward = forward(PROVIDER.decide(chunk, null));
        assertEquals(TARGET, forward.target());
        assertEquals("gemini", forward.provider());
        assertEquals(GenAiProvider.DEFAULT, forward.upstream());
    }

    @Test
    void anUnsignedOneIsNot() {
        assertFalse(PROVIDER.admits(FakeHead.of("POST " + TARGET)));
        assertFalse(PROVIDER.admits(FakeHead.of("POST " + sign(TARGET).replace("upload_id=A", "upload_id=B"))));
    }

    /** It opens the upload that was begun, for what an upload needs, and no other. */
    @Test
    void aSignatureBeginsNoOtherUpload() {
        String signed = sign(TARGET);
        assertTrue(PROVIDER.admits(FakeHead.of("POST " + signed).with("X-Goog-Upload-Command", "upload, finalize")));
        assertFalse(PROVIDER.admits(FakeHead.of("POST " + signed).with("X-Goog-Upload-Command", "start")));
        assertFalse(PROVIDER.admits(FakeHead.of("POST " + signed + "&uploadType=multipart")));
        assertFalse(PROVIDER.admits(FakeHead.of("DELETE " + signed)));
        assertNull(forward(PROVIDER.decide(FakeHead.of("POST " + signed), null))
                .edits()
                .uploadUrl());
    }

    /** Whatever a signature is for, only uploads are let in by it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1beta/files?upload_id=A",
                "/uploads/x?upload_id=A",
                "/v1beta1/upload/x?upload_id=A",
                "?upload_id=A"
            })
    void onlyUploadsAreLetIn(String target) {
        assertFalse(PROVIDER.admits(FakeHead.of("POST " + sign(target))));
    }

    /** The upstream is the route's, whatever host a signed target, a header or a body names. */
    @ParameterizedTest
    @ValueSource(
            strings = {"/upload/evil.com", "/upload/@evil.com/", "/upload/https:%2F%2Fevil.com", "/upload/v1beta/files"
            })
    void aSignatureSelectsNoHost(String path) {
        FakeHead chunk = FakeHead.of("POST " + sign(path + "?upload_id=https://evil.com/&host=evil.com"))
                .with("host", "evil.com")
                .with("x-goog-upload-url", "https://evil.com/");
        Upstream upstream =
                forward(PROVIDER.decide(chunk, "projects/p/locations/l")).upstream();
        assertEquals(GenAiProvider.DEFAULT, upstream);
    }

    @Test
    void theParameterIsStrippedInEverySpelling() {
        FakeHead chunk = FakeHead.of("POST /upload/x?Gangway-Upload=1&a=%2F&gangway%2Dupload=2&gangway-upload&b");
        assertEquals("/upload/x?a=%2F&b", forward(PROVIDER.decide(chunk, null)).target());
    }

    @ParameterizedTest
    @CsvSource({
        "/r,          /r/upload/v1beta/files,                    /upload/v1beta/files",
        "/ctx/r,      /ctx/r/upload/v1beta/files,                /upload/v1beta/files",
        "/ctx%20a/r,  /ctx%20a/r/upload/v1beta/files,            /upload/v1beta/files",
        "/r,          /r/r/upload/v1beta/files,                  /r/r/upload/v1beta/files",
        "/ctx/r,      /r/upload/v1beta/files,                    /r/upload/v1beta/files",
        "/r,          /r/upload,                                 /r/upload",
        "/r,          /r/uploads/x,                              /r/uploads/x",
        "/r,          /rx/upload/x,                              /rx/upload/x",
        "/r,          /r/v1beta/models/m:x,                      /r/v1beta/models/m:x",
        "'',          /upload/v1beta/files,                      /upload/v1beta/files"
    })
    void oneRepeatedPrefixIsCollapsedBelowUploadOnly(String prefix, String path, String upstreams) {
        FakeHead head = FakeHead.of("POST " + path + "?a=%2F").below(prefix);
        assertEquals(upstreams + "?a=%2F", forward(PROVIDER.decide(head, null)).target());
    }

    @Test
    void aSignedUrlBelowARepeatedPrefixIsLetIn() {
        FakeHead chunk = FakeHead.of("PUT /ctx/r" + sign(TARGET)).below("/ctx/r");
        assertTrue(PROVIDER.admits(chunk));
        assertEquals(TARGET, forward(PROVIDER.decide(chunk, null)).target());
        assertFalse(PROVIDER.admits(FakeHead.of("PUT /ctx/r" + sign(TARGET)).below("/r")));
    }

    /** Vertex has no resumable uploads with URLs of their own. */
    @Test
    void vertexAnswersAreNotSigned() {
        FakeHead upload = FakeHead.of("POST /upload/v1beta1/projects/p/locations/l/ragCorpora/1/ragFiles:upload");
        assertEquals(
                Decision.ResponseEdits.NONE,
                forward(PROVIDER.decide(upload, null)).edits());
    }
}
