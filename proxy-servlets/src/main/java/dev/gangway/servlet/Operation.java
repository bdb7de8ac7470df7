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

    /** Forms are only looked into for an API that is known: others' are files without a model. */
    static Operation of(Forward forward, HttpServletRequest request) {
        String target = forward.target();
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        UsageFormat format = UsageFormats.find(forward.provider(), request.getMethod(), path);
        String type = request.getHeader("content-type");
        String encoding = request.getHeader("content-encoding");
        return new Operation(
                format, PathModel.of(forward.provider(), path), RequestTap.of(type, encoding, format != null));
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

    /** To be shown the request's body. */
    RequestTap body() {
        return body;
    }
}
