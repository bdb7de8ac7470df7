package dev.gangway.servlet;

import org.eclipse.jetty.client.transport.HttpResponse;
import org.eclipse.jetty.http.HttpFields;

/** Headers as OpenAI's Python client and OpenAI's edge send them. */
final class Samples {

    private static final String[] REQUEST = {
        "Host: 127.0.0.1:8080",
        "Accept-Encoding: gzip, deflate, br",
        "Connection: keep-alive",
        "authorization: Bearer sk-of-the-client",
        "accept: application/json",
        "content-type: application/json",
        "user-agent: OpenAI/Python 2.8.0",
        "x-stainless-lang: python",
        "x-stainless-package-version: 2.8.0",
        "x-stainless-os: Linux",
        "x-stainless-arch: x64",
        "x-stainless-runtime: CPython",
        "x-stainless-runtime-version: 3.11.7",
        "x-stainless-async: false",
        "x-stainless-retry-count: 0",
        "x-stainless-read-timeout: 600",
        "Content-Length: 70"
    };

    private static final String[] RESPONSE = {
        "Date: Fri, 21 Nov 2025 12:00:00 GMT",
        "Content-Type: application/json",
        "Content-Length: 1234",
        "Connection: keep-alive",
        "access-control-expose-headers: X-Request-ID",
        "openai-organization: org-1",
        "openai-processing-ms: 412",
        "openai-project: proj_1",
        "openai-version: 2020-10-01",
        "x-envoy-upstream-service-time: 430",
        "x-ratelimit-limit-requests: 10000",
        "x-ratelimit-limit-tokens: 200000",
        "x-ratelimit-remaining-requests: 9999",
        "x-ratelimit-remaining-tokens: 199987",
        "x-ratelimit-reset-requests: 8.64s",
        "x-ratelimit-reset-tokens: 3ms",
        "x-request-id: req_0123456789abcdef",
        "x-openai-proxy-wasm: v0.1",
        "cf-cache-status: DYNAMIC",
        "Set-Cookie: __cf_bm=1; path=/; HttpOnly",
        "Strict-Transport-Security: max-age=31536000",
        "X-Content-Type-Options: nosniff",
        "Server: cloudflare",
        "CF-RAY: 0123456789abcdef-FRA",
        "alt-svc: h3=\":443\"; ma=86400"
    };

    private Samples() {}

    static HttpFields request() {
        return fields(REQUEST);
    }

    /** A plain one, or one with a URL that leads back to the upstream. */
    static HttpResponse response(boolean location) {
        HttpFields.Mutable fields = HttpFields.build(fields(RESPONSE));
        if (location) {
            fields.add("location", "https://api.openai.com/v1/files/file-1/content?after=2");
        }
        HttpResponse response = new HttpResponse(null);
        return response.status(200).headers(headers -> headers.add(fields));
    }

    private static HttpFields fields(String... lines) {
        HttpFields.Mutable fields = HttpFields.build();
        for (String line : lines) {
            int colon = line.indexOf(": ");
            fields.add(line.substring(0, colon), line.substring(colon + 2));
        }
        return fields.asImmutable();
    }
}
