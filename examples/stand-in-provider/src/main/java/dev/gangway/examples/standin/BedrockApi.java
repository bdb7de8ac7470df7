package dev.gangway.examples.standin;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code bedrock-runtime.{region}.amazonaws.com}, and retrieval of {@code bedrock-agent-runtime}. */
final class BedrockApi implements Api {
    private final Routes routes = new Routes();

    BedrockApi() {
        routes.on("POST", "model/{}/converse", (call, ids) -> Reply.json(BedrockConverse.answer(call.json())))
                .on("POST", "model/{}/converse-stream", (call, ids) -> converse(call))
                .on("POST", "model/{}/invoke", (call, ids) -> BedrockInvoke.whole(call, ids.get(0)))
                .on(
                        "POST",
                        "model/{}/invoke-with-response-stream",
                        (call, ids) -> BedrockInvoke.stream(call, ids.get(0)))
                .on("POST", "model/{}/count-tokens", (call, ids) -> count(call))
                .on("POST", "knowledgebases/{}/retrieve", (call, ids) -> Reply.json(retrieved(call.json())));
    }

    static boolean isSigned(Call call) {
        String authorization = call.header("authorization");
        return authorization != null && authorization.startsWith("AWS4-HMAC-SHA256 Credential=");
    }

    /** A Bedrock API key, or something signed: by whom and how, it does not check. */
    @Override
    public void admit(Call call) {
        if (!isSigned(call)) {
            Credentials.require(
                    call,
                    "Missing Authentication Token",
                    "The security token included in the request is invalid.",
                    Credentials.BEARER);
        }
    }

    @Override
    public Reply answer(Call call, List<String> path) {
        Reply reply = routes.find(call, path);
        if (reply == null) {
            throw Refused.notFound("Unable to determine service/operation name to be authorized");
        }
        return reply;
    }

    @Override
    public Reply refusal(Call call, Refused refused) {
        String type = switch (refused.status) {
            case 401 -> "UnrecognizedClientException";
            case 403 -> "AccessDeniedException";
            case 404 -> "ResourceNotFoundException";
            case 408 -> "ModelTimeoutException";
            case 429 -> "ThrottlingException";
            case 500 -> "InternalServerException";
            case 503 -> "ServiceUnavailableException";
            default -> "ValidationException";
        };
        int status = refused.status == 401 ? 403 : refused.status;
        return Reply.json(status, Json.object("message", refused.reason)).header("x-amzn-errortype", type);
    }

    @Override
    public Reply dress(Call call, Reply reply) {
        return reply.header("x-amzn-requestid", Ids.uuid());
    }

    private static Reply converse(Call call) {
        EventStream stream = new EventStream();
        BedrockConverse.stream(call.json()).forEach(event -> stream.event(event.type(), event.fields()));
        return stream.reply();
    }

    /** What {@code converse} or {@code invoke} would be asked; the latter's body comes in base64. */
    private static Reply count(Call call) {
        JsonNode input = call.json().path("input");
        String body = input.at("/invokeModel/body").stringValue("");
        JsonNode asked = body.isEmpty()
                ? input.path("converse")
                : Json.parse(Base64.getDecoder().decode(body));
        return Reply.json(Json.object("inputTokens", Tokens.of(asked, "").input()));
    }

    private static Map<String, @Nullable Object> retrieved(JsonNode body) {
        String text = "You asked: " + body.at("/retrievalQuery/text").stringValue("");
        var place = Json.object("type", "S3", "s3Location", Json.object("uri", "s3://bucket/document.txt"));
        return Json.object(
                "retrievalResults",
                List.of(Json.object(
                        "content", Json.object("text", text, "type", "TEXT"), "location", place, "score", 0.5)));
    }
}
