package dev.gangway.observe;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The readable part of a body: text in UTF-8, inflated where it is gzip. The rest is named and left out. */
final class BodyText {

    private static final int STEP = 8192;

    /** The bytes of a character in UTF-8 after its first (RFC 3629, section 3). */
    private static final int CONTINUATION = 0x80;

    private static final int CONTINUATION_MASK = 0xC0;

    private BodyText() {}

    static void write(BodyCapture body, BodyRules rules, FieldSink sink) {
        String omitted = unreadable(body);
        if (omitted != null) {
            sink.text("omitted", omitted);
            return;
        }
        byte[] bytes = body.encoding() == null ? body.bytes() : inflate(body.bytes(), rules.most());
        boolean cut = body.truncated() || bytes.length >= rules.most();
        try {
            int keep = keep(bytes, cut, rules);
            sink.text("text", rules.redactor().redact(new String(bytes, StandardCharsets.UTF_8), keep));
            if (cut || bytes.length > rules.limit()) {
                sink.flag("truncated", true);
            }
        } catch (StackOverflowError e) {
            sink.text("omitted", "an expression of redact needs too much memory");
        }
    }

    /** So many characters: of what ends where the copy does, the last bytes may be a part of a secret. */
    private static int keep(byte[] bytes, boolean cut, BodyRules rules) {
        int whole = cut ? Math.max(0, bytes.length - rules.redactor().margin()) : bytes.length;
        int end = Math.min(rules.limit(), whole);
        while (end > 0 && end < bytes.length && (bytes[end] & CONTINUATION_MASK) == CONTINUATION) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8).length();
    }

    /** Redaction needs text, and base64 hides a key from it. */
    private static @Nullable String unreadable(BodyCapture body) {
        String type = body.type();
        if (type == null || !isText(type.toLowerCase(Locale.ROOT))) {
            return "content-type " + type;
        }
        String encoding = body.encoding();
        return encoding == null || encoding.equalsIgnoreCase("gzip") ? null : "content-encoding " + encoding;
    }

    private static boolean isText(String type) {
        return type.startsWith("text/") || type.contains("json") || type.contains("xml") || type.contains("urlencoded");
    }

    /** As much as there is: the copy may end anywhere. */
    private static byte[] inflate(byte[] gzip, int most) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            byte[] buffer = new byte[STEP];
            int count;
            while (out.size() < most && (count = in.read(buffer, 0, Math.min(STEP, most - out.size()))) > 0) {
                out.write(buffer, 0, count);
            }
        } catch (EOFException e) {
            return out.toByteArray();
        } catch (IOException e) {
            return "(not gzip)".getBytes(StandardCharsets.US_ASCII);
        }
        return out.toByteArray();
    }
}
