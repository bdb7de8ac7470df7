package dev.gangway.agent.weave;

import dev.gangway.agent.boot.Bridge;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** What is woven in: one line each, whose code becomes a part of Jetty's methods. It names nothing but the bridge. */
final class Advices {

    private Advices() {}

    static final class Send {
        private Send() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.This Object request) {
            Bridge.on(Event.SEND, request, null);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.This Object request, @Advice.Thrown @Nullable Throwable thrown) {
            if (thrown != null) {
                Bridge.on(Event.SEND_THREW, request, thrown);
            }
        }
    }

    static final class Abort {
        private Abort() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.This Object request, @Advice.Argument(0) Object cause) {
            Bridge.on(Event.ABORT, request, cause);
        }
    }

    /** {@code notifyContent(Request, ByteBuffer)}. */
    static final class NotifierRequestBytes {
        private NotifierRequestBytes() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(0) Object request, @Advice.Argument(1) Object bytes) {
            Bridge.on(Event.REQUEST_BYTES, request, bytes);
        }
    }

    /** {@code notifyContent(ByteBuffer)} of the request. */
    static final class RequestBytes {
        private RequestBytes() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.This Object request, @Advice.Argument(0) Object bytes) {
            Bridge.on(Event.REQUEST_BYTES, request, bytes);
        }
    }

    /** {@code notifyHeaders(List, Response)}. */
    static final class NotifierHeaders {
        private NotifierHeaders() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(1) Object response) {
            Bridge.on(Event.HEADERS, response, null);
        }
    }

    /** {@code notifyHeaders(Response)}. */
    static final class Headers {
        private Headers() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(0) Object response) {
            Bridge.on(Event.HEADERS, response, null);
        }
    }

    /** {@code notifyContent(Response, ObjLongConsumer, ByteBuffer, …)}. */
    static final class ResponseBytes {
        private ResponseBytes() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(0) Object response, @Advice.Argument(2) Object bytes) {
            Bridge.on(Event.RESPONSE_BYTES, response, bytes);
        }
    }

    /** {@code notifyContent(List, Response, ByteBuffer, …)}. */
    static final class OldResponseBytes {
        private OldResponseBytes() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(1) Object response, @Advice.Argument(2) Object bytes) {
            Bridge.on(Event.RESPONSE_BYTES, response, bytes);
        }
    }

    static final class Source {
        private Source() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(0) Object response, @Advice.Argument(1) Object source) {
            Bridge.on(Event.SOURCE, response, source);
        }
    }

    static final class Read {
        private Read() {}

        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.This Object source, @Advice.Return @Nullable Object chunk) {
            if (chunk != null) {
                Bridge.on(Event.CHUNK, source, chunk);
            }
        }
    }

    /** {@code notifyComplete(Result)}. */
    static final class End {
        private End() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(0) Object result) {
            Bridge.on(Event.END, result, null);
        }
    }

    /** {@code notifyComplete(…, Result)}. */
    static final class SecondEnd {
        private SecondEnd() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(1) Object result) {
            Bridge.on(Event.END, result, null);
        }
    }
}
