package dev.gangway.module;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The servlet containers that the WAR is tested in, each a real distribution, set up as {@code docs/war.md} says. */
enum Container {
    JETTY_EE10,
    JETTY_EE11,
    TOMCAT_10,
    TOMCAT_11;

    private static final Path DOCS = Build.CHECKOUT.resolve("docs/war.md");

    /** One line a record: level, logger, message. */
    private static final Map<String, String> LOGGING =
            Map.of("JDK_JAVA_OPTIONS", "'-Djava.util.logging.SimpleFormatter.format=%1$tT %4$s %3$s - %5$s%6$s%n'");

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Container of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    boolean isJetty() {
        return name().startsWith("JETTY");
    }

    /** Jetty's name of the environment. */
    String environment() {
        return label().substring("jetty-".length());
    }

    /** Starts a JVM on a free port with the WAR at the root; {@code options} are the JVM's. */
    Child start(Path base, List<String> options, Map<String, String> variables) throws Exception {
        Path war = Files.createDirectories(base.resolve("webapps")).resolve("ROOT.war");
        if (!Files.exists(war)) {
            Files.copy(Build.WAR, war);
        }
        Map<String, String> environment = new HashMap<>(LOGGING);
        environment.putAll(variables);
        List<String> all = new ArrayList<>(options);
        all.add(Build.QUICK);
        return isJetty() ? jetty(base, all, environment) : tomcat(base, all, environment);
    }

    private Child jetty(Path base, List<String> options, Map<String, String> variables) throws Exception {
        if (!Files.exists(base.resolve("modules"))) {
            JettyBase.unzip(Build.ZIP, base);
            run(base, "--add-modules=http,http2c,jmx,gangway-server,%1$s-deploy,%1$s-plus".formatted(environment()));
        }
        List<String> command = new ArrayList<>(List.of(Build.JAVA.toString()));
        command.addAll(options);
        command.addAll(
                List.of(Build.temporary(), "-jar", startJar(), "jetty.http.host=127.0.0.1", "jetty.http.port=0"));
        return Child.start(base, variables, command);
    }

    static void run(Path base, String argument) {
        try (Child start = Child.start(
                base, Map.of(), List.of(Build.JAVA.toString(), Build.temporary(), "-jar", startJar(), argument))) {
            if (start.awaitExit() != 0) {
                throw new AssertionError(start);
            }
        }
    }

    private static String startJar() {
        return Build.JETTY_HOME.resolve("start.jar").toString();
    }

    private Child tomcat(Path base, List<String> options, Map<String, String> environment) throws Exception {
        Path home = tomcatHome();
        writeTomcat(base);
        environment.put("CATALINA_HOME", home.toString());
        environment.put("CATALINA_BASE", base.toString());
        environment.put("CATALINA_OPTS", String.join(" ", options));
        return Child.start(
                base, environment, List.of("sh", home.resolve("bin/catalina.sh").toString(), "run"));
    }

    Path tomcatHome() {
        return Build.tomcat(this == TOMCAT_10 ? "10" : "11");
    }

    /** What Tomcat needs in its base. */
    void writeTomcat(Path base) throws Exception {
        Path home = tomcatHome();
        Path conf = Files.createDirectories(base.resolve("conf"));
        Files.createDirectories(base.resolve("temp"));
        Files.copy(home.resolve("conf/web.xml"), conf.resolve("web.xml"));
        Files.writeString(conf.resolve("server.xml"), """
                <Server port="-1">
                  <Service name="Catalina">
                    %s
                    <Engine name="Catalina" defaultHost="localhost">
                      <Host name="localhost" appBase="webapps"/>
                    </Engine>
                  </Service>
                </Server>
                """.formatted(connector()));
    }

    /** As the page shows it, but for the address. */
    private static String connector() throws Exception {
        Matcher block =
                Pattern.compile("<Connector .*?</Connector>", Pattern.DOTALL).matcher(Files.readString(DOCS));
        if (!block.find()) {
            throw new AssertionError("no connector in " + DOCS);
        }
        return block.group().replace("port=\"8080\"", "port=\"0\" address=\"127.0.0.1\"");
    }
}
