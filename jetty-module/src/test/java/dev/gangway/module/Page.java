package dev.gangway.module;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A page of the documentation and the blocks on it. */
record Page(String file) {

    String text() {
        try {
            return Files.readString(Build.CHECKOUT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The {@code index}-th block in this language, without its last line's end. */
    String block(String language, int index) {
        return blocks(language).get(index);
    }

    List<String> blocks(String language) {
        return Pattern.compile("^```" + language + "\n(.*?)\n```$", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(text())
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    /** Commands in {@code base}, with the files of this build where they name such. */
    static Child shell(Path base, String commands, Map<String, String> variables) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "JETTY_HOME", Build.JETTY_HOME.toString(),
                "JETTY_BASE", base.toString(),
                "PATH", Build.JAVA.getParent() + ":" + System.getenv("PATH")));
        environment.putAll(variables);
        String here = commands.replace("unzip ", Build.JAVA.resolveSibling("jar") + " xf ")
                .replace("gangway-jetty-module-VERSION.zip", Build.ZIP.toString())
                .replace("cp gangway.war", "cp " + Build.WAR)
                .replace("/VERSION/", "/" + Build.VERSION + "/");
        return Child.start(base, environment, List.of("sh", "-ec", here));
    }
}
