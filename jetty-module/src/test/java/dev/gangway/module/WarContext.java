package dev.gangway.module;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What an operator writes beside a WAR: context parameters and JNDI entries. */
final class WarContext {

    private WarContext() {}

    /** Gives the WAR at the root of {@code base} these, and the entry {@code gangway/openai-key}. */
    static void write(Container container, Path base, @Nullable String parameter, @Nullable String entry)
            throws IOException {
        if (container.isJetty()) {
            write(base.resolve("webapps/ROOT.xml"), jetty(container, parameter, entry));
        } else {
            write(base.resolve("conf/Catalina/localhost/ROOT.xml"), tomcat(parameter, entry));
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String tomcat(@Nullable String parameter, @Nullable String entry) {
        return """
                <Context>
                  %s
                  %s
                  <Environment name="gangway/openai-key" type="java.lang.String" value="jndi-key"/>
                </Context>
                """.formatted(
                        given("<Parameter name=\"gangway.config\" value=\"%s\"/>", parameter),
                        given("<Environment name=\"gangway/config\" type=\"java.lang.String\" value=\"%s\"/>", entry));
    }

    private static String jetty(Container container, @Nullable String parameter, @Nullable String entry) {
        return """
                <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "https://jetty.org/configure_10_0.dtd">
                <Configure id="wac" class="org.eclipse.jetty.%s.webapp.WebAppContext">
                  <Set name="contextPath">/</Set>
                  <Set name="war"><Property name="jetty.webapps"/>/ROOT.war</Set>
                  %s
                  %s
                  %s
                </Configure>
                """.formatted(
                container.environment(),
                given("<Call name=\"setInitParameter\"><Arg>gangway.config</Arg><Arg>%s</Arg></Call>", parameter),
                given(envEntry("gangway/config", "%s"), entry),
                envEntry("gangway/openai-key", "jndi-key"));
    }

    private static String envEntry(String name, String value) {
        return "<New class=\"org.eclipse.jetty.plus.jndi.EnvEntry\"><Arg><Ref refid=\"wac\"/></Arg><Arg>" + name
                + "</Arg><Arg type=\"java.lang.String\">" + value + "</Arg><Arg type=\"boolean\">true</Arg></New>";
    }

    private static String given(String format, @Nullable String value) {
        return value == null ? "" : format.formatted(value);
    }
}
