package dev.gangway.examples.standin;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code {resource}.openai.azure.com}: OpenAI's answers behind Azure's own rules about versions. */
final class AzureApi implements Api {
    /** What a stream of a deployment begins with: a chunk that has no choice, no id and no model. */
    private static final String FILTERED =
            "data: {\"choices\":[],\"created\":0,\"id\":\"\",\"model\":\"\",\"object\":\"\","
                    + "\"prompt_filter_results\":[{\"prompt_index\":0,\"content_filter_results\":{"
                    + "\"hate\":{\"filtered\":false,\"severity\":\"safe\"},"
                    + "\"violence\":{\"filtered\":false,\"severity\":\"safe\"}}}]}\n\n";

    private final OpenAiApi openAi;

    AzureApi(OpenAiApi openAi) {
        this.openAi = openAi;
    }

    @Override
    public void admit(Call call) {
        admit(call, "api-key");
    }

    static void admit(Call call, String... keyHeaders) {
        String denied = "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a"
                + " valid key for an active subscription and use a correct regional API endpoint for your resource.";
        String[] headers = Arrays.copyOf(keyHeaders, keyHeaders.length + 1);
        headers[keyHeaders.length] = Credentials.BEARER;
        Credentials.require(call, denied, denied, headers);
    }

    @Override
    public Reply answer(Call call, List<String> path) {
        Reply reply = path.size() > 1 && path.get(1).equals("v1") ? v1(call, path) : versioned(call, path);
        if (reply == null) {
            throw Refused.notFound("Resource not found");
        }
        return reply;
    }

    private @Nullable Reply v1(Call call, List<String> path) {
        String version = call.query("api-version");
        if (version != null && !version.equals("preview") && !version.equals("latest")) {
            throw new Refused(400, "api-version query parameter is not allowed when using /v1 path");
        }
        return openAi.find(call, path.subList(2, path.size()));
    }

    private @Nullable Reply versioned(Call call, List<String> path) {
        String version = call.query("api-version");
        if (version == null || version.isEmpty()) {
            return null;
        }
        if (path.size() > 3 && path.get(1).equals("deployments")) {
            call.modelFromPath(path.get(2));
            Reply reply = openAi.find(call, path.subList(3, path.size()));
            if (reply != null && reply.stream() && path.get(3).equals("chat")) {
                return reply.after(FILTERED);
            }
            return reply;
        }
        return openAi.find(call, path.subList(1, path.size()));
    }

    @Override
    public Reply refusal(Call call, Refused refused) {
        String code = refused.status == 400 ? "BadRequest" : String.valueOf(refused.status);
        var error = Json.object("code", code, "message", refused.reason);
        Reply reply = Reply.json(refused.status, Json.object("error", error));
        return refused.status == 429 ? reply.header("retry-after", 1).header("retry-after-ms", 1000) : reply;
    }

    @Override
    public Reply dress(Call call, Reply reply) {
        String clientId = call.header("x-ms-client-request-id");
        boolean limited = reply.status() == 429;
        return reply.header("apim-request-id", Ids.uuid())
                .header("x-request-id", Ids.uuid())
                .header("x-ms-client-request-id", clientId == null ? Ids.uuid() : clientId)
                .header("x-ms-region", "Sweden Central")
                .header("x-ratelimit-limit-requests", 1000)
                .header("x-ratelimit-limit-tokens", 100000)
                .header("x-ratelimit-remaining-requests", limited ? 0 : 999)
                .header("x-ratelimit-remaining-tokens", limited ? 0 : 99976)
                .header("azureml-model-session", "d001-20260101000000")
                .header("strict-transport-security", "max-age=31536000; includeSubDomains; preload")
                .header("x-content-type-options", "nosniff");
    }
}
