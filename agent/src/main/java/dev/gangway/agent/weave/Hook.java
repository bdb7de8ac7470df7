package dev.gangway.agent.weave;

import static net.bytebuddy.matcher.ElementMatchers.isStatic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * One row of the table of hooks.
 *
 * @param point what it is for; a family needs a match for each of its points
 * @param type the class, by name
 * @param method which of its methods
 * @param advice what is woven in
 */
record Hook(String point, String type, ElementMatcher.Junction<MethodDescription> method, Class<?> advice) {

    /** Whether the class is the HTTP client's own: what is in others is of no use, and does no harm, alone. */
    boolean isClients() {
        return type.startsWith("org.eclipse.jetty.client.");
    }

    /** Methods called {@code name} that take so many arguments. */
    static ElementMatcher.Junction<MethodDescription> method(String name, int arguments) {
        return named(name).and(takesArguments(arguments));
    }

    /** The same, of an object. */
    static ElementMatcher.Junction<MethodDescription> ofObject(String name, int arguments) {
        return method(name, arguments).and(not(isStatic()));
    }

    /** Methods whose argument {@code index} is a {@code type}. */
    static ElementMatcher.Junction<MethodDescription> at(int index, String type) {
        return takesArgument(index, named(type));
    }
}
