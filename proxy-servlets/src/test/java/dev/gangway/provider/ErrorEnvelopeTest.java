package dev.gangway.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every error in every envelope, to the byte, and the error table as the contract has it. */
class ErrorEnvelopeTest {

    @ParameterizedTest
    @CsvSource({
        "BAD_REQUEST,          400, bad-request,          invalid_request_error, invalid_request_error, INVALID_ARGUMENT",
        "FORBIDDEN,            403, forbidden,            permission_error,      permission_error,      PERMISSION_DENIED",
        "UNAUTHORIZED,         401, unauthorized,         authentication_error,  authentication_error,  UNAUTHENTICATED",
        "NO_ROUTE,             404, no-route,             not_found_error,       not_found_error,       NOT_FOUND",
        "METHOD_NOT_ALLOWED,   405, method-not-allowed,   invalid_request_error, invalid_request_error, INVALID_ARGUMENT",
        "UNSUPPORTED,          501, unsupported,          server_error,          api_error,             UNIMPLEMENTED",
        "TOO_LARGE,            413, too-large,            invalid_request_error, request_too_large,     INVALID_ARGUMENT",
        "NO_CREDENTIAL,        503, no-credential,        server_error,          api_error,             UNAVAILABLE",
        "UNPRICED_MODEL,       403, unpriced-model,       permission_error,      permission_error,      PERMISSION_DENIED",
        "CLIENT_TIMEOUT,       408, client-timeout,       invalid_request_error, timeout_error,         DEADLINE_EXCEEDED",
        "UPSTREAM_UNREACHABLE, 502, upstream-unreachable, server_error,          api_error,             UNAVAILABLE",
        "UPSTREAM_TIMEOUT,     504, upstream-timeout,     server_error,          timeout_error,         DEADLINE_EXCEEDED",
        "OVERLOADED,           503, overloaded,           server_error,          overloaded_error,      UNAVAILABLE",
        "INTERNAL,             500, internal,             server_error,          api_error,             INTERNAL"
    })
    void exactJson(ErrorCode code, int status, String name, String openAi, String anthropic, String google) {
        assertJson(ErrorEnvelope.OPENAI, code, """
                {"error":{"message":"m","type":"%s","param":null,"code":"%s"}}""".formatted(openAi, name));
        assertJson(ErrorEnvelope.ANTHROPIC, code, """
                {"type":"error","error":{"type":"%s","message":"m"}}""".formatted(anthropic));
        assertJson(ErrorEnvelope.GOOGLE, code, """
                {"error":{"code":%d,"message":"m","status":"%s"}}""".formatted(status, google));
    }

    private static void assertJson(ErrorEnvelope envelope, ErrorCode code, String json) {
        assertEquals(json, new String(envelope.render(code, "m"), StandardCharsets.UTF_8));
    }

    @Test
    void messagesAreEscapedAndUtf8() {
        String rendered = new String(
                ErrorEnvelope.ANTHROPIC.render(ErrorCode.INTERNAL, "a \"b\" \\ \n € …"), StandardCharsets.UTF_8);
        assertEquals(
                "{\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"a \\\"b\\\" \\\\ \\n € …\"}}",
                rendered);
    }

    /** In the order in which the checks run; {@code x-should-retry: false} for operator faults and policy denials. */
    @Test
    void theTableOfTheContract() {
        assertEquals(
                List.of(
                        "bad-request 400 retryable",
                        "forbidden 403",
                        "unauthorized 401",
                        "no-route 404",
                        "method-not-allowed 405",
                        "unsupported 501",
                        "too-large 413",
                        "no-credential 503",
                        "unpriced-model 403",
                        "client-timeout 408 retryable",
                        "upstream-unreachable 502 retryable",
                        "upstream-timeout 504 retryable",
                        "overloaded 503 retryable",
                        "internal 500 retryable"),
                Stream.of(ErrorCode.values())
                        .map(code -> code.code() + " " + code.status() + (code.retryable() ? " retryable" : ""))
                        .toList());
    }
}
