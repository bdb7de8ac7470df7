package dev.gangway.servlet;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** A client that puts a credential, recognizable as {@link #LEAK}, into every place that can hold one. */
final class LeakyClient {

    /** What every credential contains. */
    static final String LEAK = "LEAK-";

    /** Raw query parameters whose decoded name, in any case, is a credential's. */
    static final List<String> PARAMETERS = List.of(
            "key=@",
            "Key=@",
            "KEY=@",
            "%6Bey=@",
            "k%65%79=@",
            "key=@",
            "access_token=@",
            "Access%5FToken=@",
            "oauth_token=@",
            "OAuth_Token=@",
            "api-key=@",
            "API%2DKey=@",
            "subscription-key=@",
            "Subscription-Key=@",
            "X-Amz-Signature=@",
            "x-amz-credential=@",
            "%58-Amz-Security-Token=@",
            "X%2DAmz-Anything=@",
            "gangway-upload=@",
            "Gangway-Other=@");

    /** Header lines that hold a credential, what is the gateway's own, or what tells of the client's network. */
    static final List<String> HEADERS = List.of(
            "Authorization: Bearer @",
            "authorization: Token @",
            "AUTHORIZATION: Basic @",
            "Authorization: AWS4-HMAC-SHA256 Credential=@, SignedHeaders=host, Signature=@",
            "x-api-key: @",
            "X-API-Key: @",
            "api-key: @",
            "Api-Key: @",
            "x-goog-api-key: @",
            "X-Goog-Api-Key: @",
            "ocp-apim-subscription-key: @",
            "Ocp-Apim-Subscription-Key: @",
            "x-amz-security-token: @",
            "X-Amz-Date: @",
            "x-amz-content-sha256: @",
            "amz-sdk-invocation-id: @",
            "AMZ-SDK-Request: @",
            "cookie: session=@",
            "Cookie: @=1",
            "proxy-authorization: Basic @",
            "Sec-WebSocket-Protocol: realtime, openai-insecure-api-key.@",
            "x-pass-http2-settings: @",
            "gangway-key: @",
            "Gangway-Anything: @",
            "Forwarded: for=@",
            "X-Forwarded-For: @",
            "x-forwarded-anything: @",
            "X-Real-IP: @",
            "Via: 1.1 @",
            "x-pass-authorization: Bearer @",
            "X-Pass-Cookie: @",
            "x-pass-X-Api-Key: @",
            "x-pass-api-key: @",
            "x-pass-x-goog-api-key: @",
            "x-pass-ocp-apim-subscription-key: @",
            "x-pass-x-amz-date: @",
            "x-pass-amz-sdk-request: @",
            "x-pass-proxy-authorization: @",
            "x-pass-sec-websocket-protocol: @",
            "x-pass-gangway-key: @",
            "x-pass-x-forwarded-for: @",
            "x-pass-host: @",
            "x-pass-x-pass-cookie: @",
            "x-pass-: @");

    /** Header lines that only HTTP/1.1 can have. */
    static final List<String> HOP_BY_HOP = List.of(
            "Connection: keep-alive, Upgrade, x-secret",
            "connection: other-secret",
            "X-Secret: @",
            "x-pass-other-secret: @",
            "Keep-Alive: @",
            "Proxy-Connection: @",
            "Proxy-Authenticate: @",
            "TE: @",
            "Trailer: @",
            "Upgrade: @",
            "x-pass-connection: @",
            "x-pass-transfer-encoding: @",
            "x-pass-content-length: @",
            "x-pass-te: @",
            "x-pass-upgrade: @");

    private LeakyClient() {}

    /** A request as it goes on the wire: chunked, with chunk extensions and trailers. */
    static byte[] request(String path) {
        StringBuilder request = new StringBuilder("POST " + target(path) + " HTTP/1.1\r\nHost: localhost\r\n");
        HEADERS.forEach(line -> request.append(line).append("\r\n"));
        HOP_BY_HOP.forEach(line -> request.append(line).append("\r\n"));
        request.append("X-Keep: kept\r\nTransfer-Encoding: chunked\r\n\r\n");
        request.append("4;key=@\r\nbody\r\n0;token=@\r\n");
        request.append("Authorization: Bearer @\r\nX-Api-Key: @\r\nCookie: @\r\nX-Trailer: @\r\n\r\n");
        return marked(request.toString()).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** {@code path} with {@link #PARAMETERS} among harmless ones. */
    static String target(String path) {
        return path + "?first=1&" + String.join("&", PARAMETERS) + "&monkey=2&key";
    }

    /** {@code text} with each place filled by a credential of its own. */
    static String marked(String text) {
        StringBuilder marked = new StringBuilder();
        int count = 0;
        for (char c : text.toCharArray()) {
            marked.append(c == '@' ? LEAK + count++ : String.valueOf(c));
        }
        return marked.toString();
    }
}
