package dev.gangway.migrate;

import dev.gangway.config.ConfigException;
import dev.gangway.config.ConfigLoader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** {@code gangway import}: prints the configuration that equals a LiteLLM or Bifrost one. */
public final class Import {

    private Import() {}

    /** Takes {@code FILE}; exits 0 if all is well, 1 if it cannot be read or what comes out needs work, 2 without a file. */
    @SuppressWarnings("SystemOut") // a command's output
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        if (args.length != 1 || args[0].startsWith("-")) {
            err.println("usage: gangway import FILE");
            return 2;
        }
        try {
            String yaml = convert(Files.readString(Path.of(args[0])), args[0]);
            out.print(yaml);
            new ConfigLoader(Import::example).parse(yaml, "The configuration needs work; what was imported");
            return 0;
        } catch (IOException | IllegalArgumentException e) {
            err.println(args[0] + ": " + (e instanceof IOException ? "cannot be read" : e.getMessage()));
        } catch (ConfigException e) {
            err.println(e.getMessage());
        }
        return 1;
    }

    /** Stands for a variable while it is checked that what came out is a configuration at all. */
    private static String example(String variable) {
        if (variable.matches(".*(URL|ENDPOINT|BASE|HOST|TARGET).*")) {
            return "https://example.com";
        }
        return variable.contains("REGION") || variable.contains("LOCATION") ? "us-east-1" : "x";
    }

    /**
     * Converts the text of a file.
     *
     * @throws IllegalArgumentException if it is neither gateway's; the message says so
     */
    static String convert(String text, String name) {
        Source file = new Source("", parse(text));
        String title = "gangway.yaml, imported from " + Path.of(name).getFileName();
        if (LiteLlm.wrote(file)) {
            return new LiteLlm(file).draft().text(title + " (LiteLLM)");
        }
        if (Bifrost.wrote(file)) {
            return new Bifrost(file).draft().text(title + " (Bifrost)");
        }
        throw new IllegalArgumentException(
                "neither a LiteLLM config.yaml (general_settings, model_list) nor a Bifrost config.json (providers)");
    }

    /** JSON is YAML. The exception's own words would show the line, and a key that may be on it. */
    private static Object parse(String text) {
        try {
            return new Load(LoadSettings.builder().build()).loadFromString(text);
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException("not valid YAML or JSON", e);
        }
    }
}
