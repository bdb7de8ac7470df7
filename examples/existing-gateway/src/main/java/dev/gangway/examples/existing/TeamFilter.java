package dev.gangway.examples.existing;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/** A rule of the house: who calls says for which team. Gangway gets it as a tag, for its records. */
final class TeamFilter extends HttpFilter {

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String team = request.getHeader("x-team");
        if (team == null) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST, "x-team is missing");
        } else {
            chain.doFilter(new Tagged(request, "team:" + team), response);
        }
    }

    private static final class Tagged extends HttpServletRequestWrapper {
        private static final String HEADER = "gangway-tags";

        private final String tag;

        Tagged(HttpServletRequest request, String tag) {
            super(request);
            this.tag = tag;
        }

        @Override
        public String getHeader(String name) {
            return name.equalsIgnoreCase(HEADER) ? tag : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return name.equalsIgnoreCase(HEADER) ? Collections.enumeration(List.of(tag)) : super.getHeaders(name);
        }
    }
}
