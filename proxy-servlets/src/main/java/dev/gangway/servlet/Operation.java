package dev.gangway.servlet;

import dev.gangway.peek.PathModel;
import dev.gangway.peek.RequestTap;
import dev.gangway.provider.Decision.Forward;
import dev.gangway.usage.UsageFormat;
import dev.gangway.usage.UsageFormats;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** What a request that goes upstream is about: which API, and which model. */
final class Operation {

    /** Nothing has gone upstream. */
    static final Operation NONE = new Operation(null, null, RequestTap.NONE);

    private final @Nullable UsageFormat format;
    private final @Nullable String pathModel;
    private final RequestTap body;

    private Operation(@Nullable UsageFormat format, @Nullable String pathModel, RequestTap body) {
        this.format = format;
        this.pathModel = pathModel;
        this.body = body;
    }

    /**
     * What {@code request} is about. Forms are only looked into where a model is paid for: others are files.
     *
     * @param api the API that a generic route says its upstream has, or null
     */
    static Operation of(Forward forward, @Nullable String api, HttpServletRequest request) {
        String target = forward.target();
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        UsageFormat format = format(forward, api, request.getMethod(), path);
        String type = request.getHeader("content-type");
        String encoding = request.getHeader("content-encoding");
        String model = PathModel.of(api == null ? forward.provider() : api, path);
        return new Operation(format, model, RequestTap.of(type, encoding, format != null && format.billable()));
    }

    /** A generic upstream has its API below any path. */
    private static @Nullable UsageFormat format(Forward forward, @Nullable String api, String method, String path) {
        return api == null
                ? UsageFormats.find(forward.provider(), method, path)
                : UsageFormats.findBelow(api, method, forward.upstream().basePath() + path);
    }

    /** Where the API's answers say their usage, or null where that is not known. */
    @Nullable UsageFormat format() {
        return format;
    }

    /** The API's name, or null. */
    @Nullable String name() {
        return format == null ? null : format.api();
    }

    /** The model that is asked for, as far as it is known by now, or null. */
    @Nullable String model() {
        return pathModel == null ? body.model() : pathModel;
    }

    /** Whether a stream is asked for, as far as it is known by now, or null. */
    @Nullable Boolean stream() {
        return body.stream();
    }

    /** Whether a stream's usage is asked for, in OpenAI's way. */
    boolean asksUsage() {
        return Boolean.TRUE.equals(body.includeUsage());
    }

    /** To be shown the request's body. */
    RequestTap body() {
        return body;
    }
}
