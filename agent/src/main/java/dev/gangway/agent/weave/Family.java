package dev.gangway.agent.weave;

import static dev.gangway.agent.weave.Hook.at;
import static dev.gangway.agent.weave.Hook.method;
import static dev.gangway.agent.weave.Hook.ofObject;
import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.isStatic;

import java.util.List;

/** The two shapes that Jetty's HTTP client has had, each with its hooks. {@code docs/agent.md} says which were tried. */
public enum Family {
    /** Jetty 9.4, 10 and 11. */
    JETTY_9_TO_11("org.eclipse.jetty.client.api.", jetty9To11()),
    /** Jetty 12. */
    JETTY_12("org.eclipse.jetty.client.", jetty12());

    private static final String BYTES = "java.nio.ByteBuffer";

    private final String api;

    @SuppressWarnings("ImmutableEnumChecker") // It is: made by List.of, of records.
    private final List<Hook> hooks;

    Family(String api, List<Hook> hooks) {
        this.api = api;
        this.hooks = hooks;
    }

    /** The package of {@code Request}, {@code Response} and {@code Result}, with a dot at its end. */
    public String api() {
        return api;
    }

    List<Hook> hooks() {
        return hooks;
    }

    private static List<Hook> jetty9To11() {
        String client = "org.eclipse.jetty.client.";
        String request = client + "HttpRequest";
        String responses = client + "ResponseNotifier";
        String response = client + "api.Response";
        return List.of(
                new Hook("send", request, ofObject("send", 1), Advices.Send.class),
                new Hook("abort", request, ofObject("abort", 1), Advices.Abort.class),
                new Hook(
                        "request bytes",
                        client + "RequestNotifier",
                        method("notifyContent", 2).and(isPublic()).and(at(1, BYTES)),
                        Advices.NotifierRequestBytes.class),
                new Hook(
                        "headers",
                        responses,
                        method("notifyHeaders", 2).and(isPublic()).and(at(1, response)),
                        Advices.NotifierHeaders.class),
                new Hook(
                        "response bytes",
                        responses,
                        method("notifyContent", 5)
                                .and(isPublic())
                                .and(at(0, response))
                                .and(at(2, BYTES)),
                        Advices.ResponseBytes.class),
                new Hook(
                        "response bytes",
                        responses,
                        method("notifyContent", 4)
                                .and(isPublic())
                                .and(at(1, response))
                                .and(at(2, BYTES)),
                        Advices.OldResponseBytes.class),
                new Hook(
                        "end",
                        responses,
                        method("notifyComplete", 2).and(isPublic()).and(at(1, client + "api.Result")),
                        Advices.SecondEnd.class));
    }

    private static List<Hook> jetty12() {
        String transport = "org.eclipse.jetty.client.transport.";
        String request = transport + "HttpRequest";
        String responses = transport + "ResponseListeners";
        String receiver = transport + "HttpReceiver$";
        String result = "org.eclipse.jetty.client.Result";
        return List.of(
                new Hook("send", request, ofObject("send", 1), Advices.Send.class),
                new Hook("abort", request, ofObject("abort", 1), Advices.Abort.class),
                new Hook(
                        "request bytes",
                        request,
                        ofObject("notifyContent", 1).and(at(0, BYTES)),
                        Advices.RequestBytes.class),
                new Hook("headers", responses, ofObject("notifyHeaders", 1), Advices.Headers.class),
                new Hook("source", responses, ofObject("notifyContentSource", 2), Advices.Source.class),
                new Hook("response bytes", receiver + "ContentSource", ofObject("read", 0), Advices.Read.class),
                // Of Jetty 12.1 and, below, of 12.0, where the client's own class inherits the method.
                new Hook("decoded bytes", receiver + "DecodedContentSource", ofObject("read", 0), Advices.Read.class),
                new Hook(
                        "decoded bytes",
                        "org.eclipse.jetty.io.content.ContentSourceTransformer",
                        ofObject("read", 0),
                        Advices.Read.class),
                new Hook("end", responses, ofObject("notifyComplete", 1).and(at(0, result)), Advices.End.class),
                new Hook(
                        "end of one",
                        responses,
                        method("notifyComplete", 2).and(isStatic()).and(at(1, result)),
                        Advices.SecondEnd.class));
    }
}
