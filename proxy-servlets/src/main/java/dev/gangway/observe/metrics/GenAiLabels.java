package dev.gangway.observe.metrics;

import io.micrometer.core.instrument.Tags;

/** The labels of the {@code gen_ai} metrics; {@code error} is empty where there was none. */
record GenAiLabels(
        String operation, String provider, String requestModel, String responseModel, String server, String error) {

    Tags tags() {
        return Tags.of(
                "gen_ai.operation.name",
                operation,
                "gen_ai.provider.name",
                provider,
                "gen_ai.request.model",
                requestModel,
                "gen_ai.response.model",
                responseModel,
                "server.address",
                server);
    }

    /** To Prometheus, an empty label is none. */
    Tags tagsWithError() {
        return tags().and("error.type", error);
    }

    /** What stands for all combinations that come when there are too many. */
    GenAiLabels other() {
        return new GenAiLabels(operation, provider, Names.OTHER, Names.OTHER, Names.OTHER, error);
    }
}
