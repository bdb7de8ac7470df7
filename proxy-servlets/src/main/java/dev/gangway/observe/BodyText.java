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

    private BodyText() {}

    static void write(BodyCapture body, BodyRules rules, FieldSink sink) {
        String omitted = unreadable(body);
        if (omitted != null) {
            sink.text("omitted", omitted);
            return;
        }
        int most = rules.limit() + BodyCapture.MARGIN;
        byte[] bytes = body.encoding() == null ? body.bytes() : inflate(body.bytes(), most);
        try {
            String text = rules.redact().apply(new String(bytes, StandardCharsets.UTF_8));
            boolean cut = text.length() > rules.limit();
            sink.text("text", cut ? text.substring(0, rules.limit()) : text);
            if (cut || body.truncated() || bytes.length >= most) {
                sink.flag("truncated", true);
            }
        } catch (StackOverflowError e) {
            sink.text("omitted", "an expression of redact needs too much memory");
        }
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
