package dev.gangway.agent.config;

import dev.gangway.agent.config.Settings.Excerpts;
import dev.gangway.agent.config.Settings.Target;
import dev.gangway.observe.RecordFormat;
import dev.gangway.usage.price.PriceFile;
import dev.gangway.usage.price.PriceTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes settings of what is given, and lists all that is wrong with it at once. */
public final class SettingsReader {

    private static final long MEGABYTE = 1_000_000;
    private static final long DEFAULT_SIZE = 100 * MEGABYTE;
    private static final int DEFAULT_KEEP = 5;
    private static final int DEFAULT_QUEUE = 8192;
    private static final int MOST_QUEUED = 1_000_000;
    private static final int DEFAULT_EXCERPT = 2048;
    private static final int MOST_EXCERPT = 65_536;

    private static final String EXPRESSIONS =
            "regular expressions as in Java, with spaces between, none of which matches the empty text";

    private final Given given;
    private final List<String> problems;

    private SettingsReader(Given given) {
        this.given = given;
        this.problems = new ArrayList<>(given.problems());
    }

    /**
     * Reads {@code given}.
     *
     * @throws InvalidSettings if anything is wrong
     */
    public static Settings read(Given given) throws InvalidSettings {
        SettingsReader reader = new SettingsReader(given);
        Settings settings = reader.settings();
        if (!reader.problems.isEmpty()) {
            throw new InvalidSettings(reader.problems);
        }
        return settings;
    }

    private Settings settings() {
        Target target = or(Target.APP, word(Key.TARGET, Target.class));
        Path file = value(Key.FILE, Path::of, path -> true, "a path");
        if (target == Target.FILE && file == null) {
            problems.add("target=file needs a file: set file=/path/to/records.jsonl");
        }
        return new Settings(
                or(true, flag(Key.ENABLED)),
                providers(),
                list(Key.HOSTS_INCLUDE),
                list(Key.HOSTS_EXCLUDE),
                or(1.0, value(Key.SAMPLE, Double::valueOf, share -> share >= 0 && share <= 1, "a number from 0 to 1")),
                value(Key.SLOW_MS, Long::valueOf, millis -> millis >= 0, "milliseconds, such as 2000"),
                or(true, flag(Key.ERRORS_ALWAYS)),
                or(RecordFormat.JSON, word(Key.FORMAT, RecordFormat.class)),
                target,
                file,
                or(
                        DEFAULT_SIZE,
                        value(Key.FILE_MAX_SIZE, SettingsReader::megabytes, size -> size > 0, "such as 100MB")),
                or(DEFAULT_KEEP, value(Key.FILE_KEEP, Integer::valueOf, keep -> keep > 0, "a number above 0")),
                or(
                        DEFAULT_QUEUE,
                        value(Key.QUEUE_SIZE, Integer::valueOf, upTo(MOST_QUEUED), "from 1 to " + MOST_QUEUED)),
                prices(),
                excerpts(target));
    }

    private static Predicate<Integer> upTo(int most) {
        return number -> number > 0 && number <= most;
    }

    /** Those that are shipped are read when the first record is there, a file of the operator's at once. */
    private @Nullable Supplier<PriceTable> prices() {
        String text = or("on", given.get(Key.PRICES));
        if (text.equals("off")) {
            return null;
        }
        if (text.equals("on")) {
            return () -> PriceFile.builtIn().table();
        }
        try (InputStream in = Files.newInputStream(Path.of(text))) {
            PriceTable table = PriceFile.read(in).table();
            return () -> table;
        } catch (IOException | IllegalArgumentException e) {
            problems.add("prices=" + text + ": must be on, off, or a file in the format of LiteLLM's prices: " + e);
            return null;
        }
    }

    private @Nullable Excerpts excerpts(Target target) {
        int limit = or(
                DEFAULT_EXCERPT,
                value(Key.BODIES_LIMIT, Integer::valueOf, upTo(MOST_EXCERPT), "bytes, from 1 to " + MOST_EXCERPT));
        String redact = or("", given.get(Key.BODIES_REDACT));
        List<String> expressions = Arrays.stream(redact.split("\\s+", -1))
                .filter(text -> !text.isEmpty())
                .toList();
        value(Key.BODIES_REDACT, text -> expressions, SettingsReader::areExpressions, EXPRESSIONS);
        if (!or(false, flag(Key.BODIES))) {
            return null;
        }
        if (target != Target.FILE) {
            problems.add("bodies=true needs target=file: excerpts of bodies go to no log");
        }
        return new Excerpts(limit, expressions);
    }

    /** One that matches nothing at all would mask what is between any two letters. */
    private static boolean areExpressions(List<String> texts) {
        return texts.stream()
                .noneMatch(text -> Pattern.compile(text).matcher("").matches());
    }

    private static <T> T or(T otherwise, @Nullable T value) {
        return value == null ? otherwise : value;
    }

    private <T> @Nullable T value(Key key, Function<String, T> reader, Predicate<T> good, String expected) {
        String text = given.get(key);
        if (text == null) {
            return null;
        }
        try {
            T value = reader.apply(text);
            if (good.test(value)) {
                return value;
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        problems.add(key.property() + "=" + text + ": must be " + expected);
        return null;
    }

    private static long megabytes(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        if (!upper.endsWith("MB")) {
            throw new IllegalArgumentException(text);
        }
        return Math.multiplyExact(
                Long.parseLong(upper.substring(0, upper.length() - 2).strip()), MEGABYTE);
    }

    private @Nullable Boolean flag(Key key) {
        return value(key, text -> text, text -> text.equals("true") || text.equals("false"), "true or false") == null
                ? null
                : Boolean.valueOf(given.get(key));
    }

    private <E extends Enum<E>> @Nullable E word(Key key, Class<E> words) {
        String all = String.join(
                        ", ",
                        Arrays.stream(words.getEnumConstants()).map(Enum::name).toList())
                .toLowerCase(Locale.ROOT);
        return value(key, text -> Enum.valueOf(words, text.toUpperCase(Locale.ROOT)), word -> true, "one of " + all);
    }

    private List<String> list(Key key) {
        String text = given.get(key);
        return text == null
                ? List.of()
                : Arrays.stream(text.toLowerCase(Locale.ROOT).split(",", -1))
                        .map(String::strip)
                        .filter(item -> !item.isEmpty())
                        .toList();
    }

    private Map<String, String> providers() {
        Map<String, String> found = new HashMap<>();
        for (String item : list(Key.PROVIDERS)) {
            String[] pair = item.split("=", 2);
            if (pair.length < 2 || Providers.named(pair[1]) == null) {
                problems.add("providers: " + item + ": write host=name or host:port=name, with a name of "
                        + String.join(", ", Providers.names()));
            } else {
                found.put(pair[0], pair[1]);
            }
        }
        return found;
    }
}
