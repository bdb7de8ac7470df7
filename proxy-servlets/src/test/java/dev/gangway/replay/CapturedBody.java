package dev.gangway.replay;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/** The bytes of a recorded body; where only its makings were recorded, put together again to the same length. */
final class CapturedBody {

    private final JsonNode body;
    private final int length;

    private CapturedBody(JsonNode body) {
        this.body = body;
        this.length = body.get("length").intValue();
    }

    /** The body's bytes, without chunk framing. */
    static byte[] of(JsonNode body) {
        CapturedBody captured = new CapturedBody(body);
        byte[] bytes = captured.bytes();
        if (bytes.length != captured.length) {
            throw new AssertionError(bytes.length + " bytes instead of " + captured.length + ": " + body);
        }
        return bytes;
    }

    private byte[] bytes() {
        if (body.has("json")) {
            return json();
        }
        if (body.has("multipart")) {
            return multipart();
        }
        return body.has("text") ? repeated(utf8(body.get("text").stringValue()), length) : new byte[length];
    }

    /** Up to 120 bytes were recorded as they came; what is longer was written by one of two kinds of JSON writer. */
    private byte[] json() {
        String start = body.get("raw_prefix").stringValue();
        byte[] whole = utf8(start);
        if (whole.length == length) {
            return whole;
        }
        String compact = written(body.get("json"), ",", ":");
        String text = compact.startsWith(start) ? compact : written(body.get("json"), ", ", ": ");
        if (!text.startsWith(start)) {
            throw new AssertionError("no known JSON writer: " + body);
        }
        return utf8(text);
    }

    private static String written(JsonNode node, String comma, String colon) {
        if (node.isObject()) {
            StringJoiner object = new StringJoiner(comma, "{", "}");
            node.properties()
                    .forEach(p -> object.add('"' + p.getKey() + '"' + colon + written(p.getValue(), comma, colon)));
            return object.toString();
        }
        if (node.isArray()) {
            StringJoiner array = new StringJoiner(comma, "[", "]");
            node.forEach(element -> array.add(written(element, comma, colon)));
            return array.toString();
        }
        return node.toString();
    }

    private byte[] multipart() {
        String boundary = "--" + body.get("boundary").stringValue();
        ByteArrayOutputStream out = new ByteArrayOutputStream(length);
        for (JsonNode part : body.get("multipart")) {
            out.writeBytes(utf8(boundary + "\r\n"));
            part.get("headers").forEach(header -> out.writeBytes(utf8(header.stringValue() + "\r\n")));
            out.writeBytes(utf8("\r\n"));
            out.writeBytes(content(part));
            out.writeBytes(utf8("\r\n"));
        }
        out.writeBytes(utf8(boundary + "--\r\n"));
        return out.toByteArray();
    }

    private static byte[] content(JsonNode part) {
        if (part.has("b64")) {
            return Base64.getDecoder().decode(part.get("b64").stringValue());
        }
        byte[] start = part.has("text") ? utf8(part.get("text").stringValue()) : everyByte();
        return repeated(start, part.get("length").intValue());
    }

    private static byte[] repeated(byte[] start, int length) {
        byte[] all = Arrays.copyOf(start, length);
        for (int i = start.length; i < length; i++) {
            all[i] = start[i % start.length];
        }
        return all;
    }

    /** 251 is prime, so that no buffer's boundary falls on the same byte twice. */
    private static byte[] everyByte() {
        byte[] bytes = new byte[251];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
