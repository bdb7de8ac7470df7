package dev.gangway.module;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs {@code ./gangway} as a user in another directory would. */
final class Launcher implements AutoCloseable {
    private final List<Child> children = new ArrayList<>();

    Child start(String... arguments) {
        return start(Map.of(), arguments);
    }

    Child start(Map<String, String> environment, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(Build.CHECKOUT.resolve("gangway").toString()));
        command.addAll(List.of(arguments));
        Child child = Child.start(Build.workDirectory(), environment, command);
        children.add(child);
        return child;
    }

    @Override
    public void close() {
        children.forEach(Child::close);
    }
}
