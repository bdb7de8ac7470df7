package dev.gangway.provider;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The shapes in which providers write errors, so that an SDK raises its own exception for one of ours. */
public enum ErrorEnvelope {

    /** OpenAI, Azure OpenAI: {@code {"error":{message,type,param,code}}}. */
    OPENAI {
        @Override
        void fill(ObjectNode root, ErrorCode code, String message) {
            root.putObject("error")
                    .put("message", message)
                    .put("type", openAiType(code))
                    .putNull("param")
                    .put("code", code.code());
        }
    },

    /** Anthropic: {@code {"type":"error","error":{type,message}}}. */
    ANTHROPIC {
        @Override
        void fill(ObjectNode root, ErrorCode code, String message) {
            root.put("type", "error")
                    .putObject("error")
                    .put("type", anthropicType(code))
                    .put("message", message);
        }
    },

    /** AWS's REST services: {@code {"__type","message"}}. */
    AWS {
        @Override
        void fill(ObjectNode root, ErrorCode code, String message) {
            root.put("__type", awsType(code)).put("message", message);
        }
    },

    /** Gemini, Vertex: {@code {"error":{code,message,status}}}, see google.rpc.Code. */
    GOOGLE {
        @Override
        void fill(ObjectNode root, ErrorCode code, String message) {
            root.putObject("error")
                    .put("code", code.status())
                    .put("message", message)
                    .put("status", googleStatus(code));
        }
    };

    private static final JsonMapper JSON = new JsonMapper();

    /** The shape in which {@code api} writes errors; OpenAI's, which most others have taken over, where there is none. */
    public static ErrorEnvelope of(@Nullable String api) {
        return switch (api == null ? "" : api) {
            case "anthropic" -> ANTHROPIC;
            case "gemini", "vertex" -> GOOGLE;
            case "bedrock" -> AWS;
            default -> OPENAI;
        };
    }

    /** The body of an error, UTF-8 JSON. */
    public byte[] render(ErrorCode code, String message) {
        ObjectNode root = JSON.createObjectNode();
        fill(root, code, message);
        return JSON.writeValueAsBytes(root);
    }

    abstract void fill(ObjectNode root, ErrorCode code, String message);

    private static String openAiType(ErrorCode code) {
        return switch (code.status()) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 400, 405, 408, 413 -> "invalid_request_error";
            default -> "server_error";
        };
    }

    private static String anthropicType(ErrorCode code) {
        return switch (code.status()) {
            case 400, 405 -> "invalid_request_error";
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 408, 504 -> "timeout_error";
            case 413 -> "request_too_large";
            default -> code == ErrorCode.OVERLOADED ? "overloaded_error" : "api_error";
        };
    }

    private static String awsType(ErrorCode code) {
        return switch (code.status()) {
            case 400, 405, 413 -> "ValidationException";
            case 401, 403 -> "AccessDeniedException";
            case 404 -> "ResourceNotFoundException";
            case 408, 504 -> "ModelTimeoutException";
            case 503 -> "ServiceUnavailableException";
            default -> "InternalServerException";
        };
    }

    private static String googleStatus(ErrorCode code) {
        return switch (code.status()) {
            case 400, 405, 413 -> "INVALID_ARGUMENT";
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 408, 504 -> "DEADLINE_EXCEEDED";
            case 501 -> "UNIMPLEMENTED";
            case 500 -> "INTERNAL";
            default -> "UNAVAILABLE";
        };
    }
}
