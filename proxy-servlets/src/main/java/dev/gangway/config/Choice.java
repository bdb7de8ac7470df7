package dev.gangway.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** One of several words, and the one that was probably meant. */
final class Choice {

    private static final int LONGEST = 40;

    private Choice() {}

    /** The constant whose name in lower case with hyphens is {@code text}. */
    static <E extends Enum<E>> E of(Class<E> type, String text) throws BadValue {
        return of(type, text, List.of());
    }

    /** The same; a message also offers {@code others}, which the caller has looked for already. */
    static <E extends Enum<E>> E of(Class<E> type, String text, List<String> others) throws BadValue {
        for (E constant : type.getEnumConstants()) {
            if (word(constant).equals(text)) {
                return constant;
            }
        }
        List<String> words = new ArrayList<>(words(type));
        words.addAll(others);
        throw unknown(text, words);
    }

    /** {@code text} itself, which must be one of {@code words}. */
    static String of(List<String> words, String text) throws BadValue {
        if (!words.contains(text)) {
            throw unknown(text, words);
        }
        return text;
    }

    static boolean bool(String text) throws BadValue {
        return of(List.of("true", "false"), text).equals("true");
    }

    static List<String> words(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants()).map(Choice::word).toList();
    }

    private static BadValue unknown(String text, List<String> words) {
        return new BadValue("must be one of " + String.join(", ", words) + didYouMean(text, words));
    }

    /** {@code "; did you mean x?"}, or nothing where no word is near. */
    static String didYouMean(String text, Collection<String> words) {
        if (text.length() > LONGEST) {
            return "";
        }
        String best = "";
        int least = text.length() < 4 ? 2 : 3;
        for (String word : words) {
            int distance = distance(plain(text), plain(word));
            if (distance < least) {
                least = distance;
                best = word;
            }
        }
        return best.isEmpty() ? "" : "; did you mean " + best + "?";
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /** Levenshtein's. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
