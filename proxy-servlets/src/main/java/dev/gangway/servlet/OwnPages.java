package dev.gangway.servlet;

import dev.gangway.access.Verdict.Admitted;
import dev.gangway.provider.ErrorCode;
import dev.gangway.provider.ErrorEnvelope;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers for the gateway's own pages. They are no exchanges and leave no record. */
final class OwnPages {

    private static final String METHODS = "GET, HEAD";

    private final Map<String, OwnPage> pages;
    private final Container container;

    OwnPages(Map<String, OwnPage> pages, Container container) {
        this.pages = Map.copyOf(pages);
        this.container = container;
    }

    /** Answers {@code request}; false where it is for no page, or not let in. */
    boolean serve(Passthrough passthrough, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        OwnPage page = page(request);
        if (page == null || !(page.isOpen() || isAdmitted(passthrough, request))) {
            return false;
        }
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        async.start(() -> answer(page, async, request, response));
        return true;
    }

    /** On a thread that may wait: a page is drawn, and a client may be slow to read it. */
    private static void answer(
            OwnPage page, AsyncContext async, HttpServletRequest request, HttpServletResponse response) {
        try {
            answer(page, request, response);
        } catch (IOException e) {
            // The client is gone.
        } catch (RuntimeException | Error e) {
            response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            throw e;
        } finally {
            async.complete();
        }
    }

    private static void answer(OwnPage page, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String method = request.getMethod();
        boolean head = method.equals("HEAD");
        if (head || method.equals("GET")) {
            write(response, page.content(request.getHeader("Accept")), head);
        } else {
            refuse(response);
        }
    }

    /** The raw path: an encoded one is none of ours. */
    private @Nullable OwnPage page(HttpServletRequest request) {
        String uri = request.getRequestURI();
        String context = request.getContextPath();
        return uri.startsWith(context) ? pages.get(uri.substring(context.length())) : null;
    }

    private boolean isAdmitted(Passthrough passthrough, HttpServletRequest request) {
        ClientRequest client = new ClientRequest(request, container, "", "", request.getRequestURI(), false, false);
        return passthrough.access().check(client) instanceof Admitted;
    }

    private static void refuse(HttpServletResponse response) throws IOException {
        ErrorCode code = ErrorCode.METHOD_NOT_ALLOWED;
        response.setHeader("Allow", METHODS);
        response.setHeader("gangway-error", code.code());
        byte[] body = ErrorEnvelope.OPENAI.render(code, "This page is only read. Allowed: " + METHODS + ".");
        write(response, new OwnPage.Content(code.status(), "application/json", body), false);
    }

    private static void write(HttpServletResponse response, OwnPage.Content content, boolean head) throws IOException {
        response.setStatus(content.status());
        response.setHeader("Content-Type", content.type());
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(content.body().length);
        if (!head) {
            response.getOutputStream().write(content.body());
        }
    }
}
