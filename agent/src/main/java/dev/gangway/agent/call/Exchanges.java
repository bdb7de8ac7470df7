package dev.gangway.agent.call;

import dev.gangway.agent.boot.Bridge;
import dev.gangway.agent.config.Provider;
import dev.gangway.agent.config.Settings;
import dev.gangway.agent.weave.Accessor;
import dev.gangway.agent.weave.Event;
import dev.gangway.observe.Bodies;
import dev.gangway.observe.ExchangeRecord;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears what woven code tells, finds the exchange that it is about, and hands out its record when it is over. */
public final class Exchanges implements Bridge.Hooks {

    /** So many faults of ours, and the agent takes itself out. */
    static final int MOST_FAULTS = 20;

    private static final Logger LOG = LoggerFactory.getLogger(Exchanges.class);
    private static final String CALL = "dev.gangway.agent.call";

    /** Gangway's servlets put it there: such an exchange has its record. */
    private static final String RECORDED = "dev.gangway.exchange";

    /** Where records go. */
    public interface Records {

        /** Takes {@code exchange} and what is kept of its bodies, without waiting. */
        void accept(ExchangeRecord exchange, @Nullable Bodies bodies);
    }

    private final JettyApis apis = new JettyApis();
    private final Map<Object, Call> bySource = new ConcurrentHashMap<>();
    private final Counters counters;
    private final Runnable stop;
    private volatile Policy policy;
    private volatile Records outlet;

    /** Gives records to {@code outlet}; {@code stop} is run after too many faults. */
    public Exchanges(Settings settings, Records outlet, Counters counters, Runnable stop) {
        this.policy = new Policy(settings);
        this.outlet = outlet;
        this.counters = counters;
        this.stop = stop;
    }

    /** Goes by other settings from now on. */
    public void change(Settings settings, Records to) {
        policy = new Policy(settings);
        outlet = to;
    }

    @Override
    public void on(int event, Object a, @Nullable Object b) {
        try {
            handle(event, a, b);
        } catch (Throwable e) {
            if (counters.fault() == MOST_FAULTS) {
                LOG.warn(
                        "{} faults, the last one {}: nothing is recorded any more",
                        MOST_FAULTS,
                        e.getClass().getName());
                stop.run();
            }
        }
    }

    private void handle(int event, Object a, @Nullable Object b) throws Throwable {
        switch (event) {
            case Event.SEND -> begin(a);
            case Event.CHUNK -> chunk(bySource.get(a), b);
            case Event.REQUEST_BYTES, Event.ABORT, Event.SEND_THREW -> ofRequest(event, a, b);
            case Event.HEADERS, Event.RESPONSE_BYTES, Event.SOURCE -> ofResponse(event, a, b);
            case Event.END -> ofResult(a);
            default -> throw new IllegalArgumentException("event " + event);
        }
    }

    private void begin(Object request) throws Throwable {
        Policy current = policy;
        if (!current.isEnabled()) {
            return;
        }
        JettyApi api = apis.of(request.getClass());
        if (attributes(api, request).containsKey(RECORDED)) {
            return;
        }
        String host = (String) need(api.get(Accessor.REQUEST_HOST, request));
        Optional<Provider> found = current.hosts().find(host, (Integer) need(api.get(Accessor.REQUEST_PORT, request)));
        if (found.isPresent()) {
            String method = (String) need(api.get(Accessor.REQUEST_METHOD, request));
            String path = (String) api.get(Accessor.REQUEST_PATH, request);
            Excerpt excerpt = current.wantsExcerpts() ? excerpt(current, api, request) : null;
            api.attribute(request, CALL, new Call(found.get(), host, method, path == null ? "/" : path, excerpt));
        }
    }

    private static @Nullable Excerpt excerpt(Policy current, JettyApi api, Object request) throws Throwable {
        return current.excerpt(fields(api, api.get(Accessor.REQUEST_HEADERS, request)), (String)
                api.get(Accessor.REQUEST_QUERY, request));
    }

    private void chunk(@Nullable Call call, @Nullable Object chunk) throws Throwable {
        if (call != null && chunk != null) {
            ByteBuffer bytes = (ByteBuffer) apis.of(chunk.getClass()).get(Accessor.CHUNK_BYTES, chunk);
            if (bytes != null && bytes.hasRemaining()) {
                call.received(bytes);
            }
        }
    }

    private void ofRequest(int event, Object request, @Nullable Object what) throws Throwable {
        JettyApi api = apis.of(request.getClass());
        Call call = call(api, request);
        if (call == null) {
            return;
        }
        switch (event) {
            case Event.REQUEST_BYTES ->
                call.sent((ByteBuffer) need(what), fields(api, api.get(Accessor.REQUEST_HEADERS, request)));
            case Event.ABORT -> call.aborted((Throwable) need(what));
            default -> end(call, (Throwable) need(what), false);
        }
    }

    private void ofResponse(int event, Object response, @Nullable Object what) throws Throwable {
        JettyApi api = apis.of(response.getClass());
        Call call = call(api, api.get(Accessor.RESPONSE_REQUEST, response));
        if (call == null) {
            return;
        }
        switch (event) {
            case Event.HEADERS ->
                call.answered(
                        (Integer) need(api.get(Accessor.RESPONSE_STATUS, response)),
                        fields(api, api.get(Accessor.RESPONSE_HEADERS, response)));
            case Event.RESPONSE_BYTES -> call.received((ByteBuffer) need(what));
            default -> {
                call.reads(need(what));
                bySource.put(need(what), call);
            }
        }
    }

    private void ofResult(Object result) throws Throwable {
        JettyApi api = apis.of(result.getClass());
        Call call = call(api, api.get(Accessor.RESULT_REQUEST, result));
        if (call != null && !call.isOver()) {
            // An upstream may answer, whole, before it has the whole request; Jetty then gives the rest up.
            boolean whole = call.isAnswered() && api.get(Accessor.RESULT_RESPONSE_FAILURE, result) == null;
            Throwable failure = whole ? null : (Throwable) api.get(Accessor.RESULT_FAILURE, result);
            end(call, failure, api.get(Accessor.RESULT_REQUEST_FAILURE, result) == null);
        }
    }

    private void end(Call call, @Nullable Throwable failure, boolean sent) {
        if (!call.ends()) {
            return;
        }
        Object source = call.source();
        if (source != null) {
            bySource.remove(source);
        }
        ExchangeRecord exchange = call.record(failure, sent);
        counters.count(Policy.isError(exchange));
        if (policy.keeps(exchange)) {
            outlet.accept(exchange, call.bodies());
        }
    }

    /** Null for what was sent before the agent came, and for what is not recorded. */
    private static @Nullable Call call(JettyApi api, @Nullable Object request) throws Throwable {
        return request != null && attributes(api, request).get(CALL) instanceof Call call ? call : null;
    }

    private static Map<?, ?> attributes(JettyApi api, Object request) throws Throwable {
        return (Map<?, ?>) need(api.get(Accessor.REQUEST_ATTRIBUTES, request));
    }

    private static Call.Fields fields(JettyApi api, @Nullable Object headers) {
        return name -> headers == null ? null : api.field(headers, name);
    }

    private static <T> T need(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
