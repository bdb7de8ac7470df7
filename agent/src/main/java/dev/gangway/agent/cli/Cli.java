package dev.gangway.agent.cli;

import dev.gangway.agent.Version;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** {@code java -jar gangway-agent.jar COMMAND}. */
public final class Cli {

    @SuppressWarnings("InlineFormatString") // It is a page.
    private static final String USAGE = """
            Records of LLM traffic from a Jetty gateway that is running. Version %s.

              list                        the JVMs here, and whether the agent is in them
              attach PID [KEY=VALUE]...   puts the agent into a JVM
              status PID                  what it has seen
              set PID KEY=VALUE...        changes settings
              detach PID                  takes it out
              doctor PID                  says what would keep it out

            --json prints JSON. Better than attach is to start the JVM with -javaagent:%s""";

    private Cli() {}

    /**
     * Runs one command.
     *
     * @param jar this jar
     * @return the exit code
     */
    public static int run(String jar, String... arguments) {
        return run(jar, System.out, System.err, arguments);
    }

    static int run(String jar, PrintStream out, PrintStream err, String... arguments) {
        List<String> words = new ArrayList<>(Arrays.asList(arguments));
        boolean json = words.remove("--json");
        Answer answer = answer(jar, words);
        boolean good = answer.exit() == Exit.OK;
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("ok", good);
            object.putAll(answer.json());
            out.println(new JsonMapper().writeValueAsString(object));
        } else {
            (good ? out : err).println(answer.lines());
        }
        return answer.exit().code();
    }

    private static Answer answer(String jar, List<String> words) {
        try {
            return command(new Commands(jar), words);
        } catch (Problem e) {
            return Answer.of(e);
        } catch (NoClassDefFoundError e) {
            return Answer.of(new Problem(
                    Exit.NOT_POSSIBLE,
                    "This Java has no module jdk.attach.",
                    "Run the command with a JDK, or start the gateway with " + Problem.javaagent(jar) + "."));
        } catch (RuntimeException e) {
            return Answer.of(new Problem(Exit.FAILED, e.toString(), "Please report this."));
        }
    }

    private static Answer command(Commands commands, List<String> words) throws Problem {
        String command = words.isEmpty() ? "help" : words.get(0);
        if (command.equals("list") && words.size() == 1) {
            return commands.list();
        }
        boolean settings = command.equals("attach") || command.equals("set");
        if (words.size() < 2 || (words.size() > 2 && !settings) || !words.get(1).matches("[0-9]{1,18}")) {
            return usage(commands, words);
        }
        String pid = words.get(1);
        List<String> rest = words.subList(2, words.size());
        return switch (command) {
            case "attach" -> commands.attach(pid, rest);
            case "status" -> commands.status(pid);
            case "set" -> commands.set(pid, rest);
            case "detach" -> commands.detach(pid);
            case "doctor" -> commands.doctor(pid);
            default -> usage(commands, words);
        };
    }

    private static Answer usage(Commands commands, List<String> words) {
        boolean asked =
                words.isEmpty() || words.get(0).equals("help") || words.get(0).equals("--help");
        String text = USAGE.formatted(Version.TEXT, commands.jar());
        return new Answer(asked ? Exit.OK : Exit.USAGE, text, Map.of("usage", text));
    }
}
