package dev.gangway.observe;

import dev.gangway.observe.BodyRules.Redactor;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Takes out of bodies what the operator says, every secret that is known, and what looks like a key. */
public final class Redaction implements Redactor {

    private static final String MASK = "****";

    /** What matches an expression may be so long that nobody knows; this is what the documentation says. */
    private static final int LEAST_MARGIN = 1024;

    /**
     * Keys of providers and clouds, tokens, and the short-lived secrets that some APIs hand out. A token without its dots
     * counts at the end of the text, which may be cut there.
     */
    private static final Pattern KEYS =
            Pattern.compile("\\b(?:sk|pk|rk|ek|gsk|xai|hf|r8|ghp|gho|pplx)[-_][A-Za-z0-9_-]{8,}"
                    + "|\\bAIza[A-Za-z0-9_-]{20,}|\\bya29\\.[A-Za-z0-9._-]+|\\b(?:AKIA|ASIA)[A-Z0-9]{12,}"
                    + "|(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}+(?:\\.[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)?|\\z)"
                    + "|\\bauth_tokens/[A-Za-z0-9_-]+|(?i)\\bbearer\\s+[A-Za-z0-9._~+/-]{8,}=*");

    private final List<SecretForms> secrets;
    private final List<Pattern> patterns;

    private Redaction(List<SecretForms> secrets, Stream<Pattern> patterns) {
        this.secrets = List.copyOf(secrets);
        this.patterns = patterns.toList();
    }

    /** Takes out {@code secrets} and what matches one of {@code expressions}. */
    public static Redaction of(List<SecretForms> secrets, List<String> expressions) {
        return new Redaction(secrets, Stream.concat(expressions.stream().map(Pattern::compile), Stream.of(KEYS)));
    }

    /** This, which takes out {@code more} too. */
    public Redaction with(List<SecretForms> more) {
        return new Redaction(Stream.concat(secrets.stream(), more.stream()).toList(), patterns.stream());
    }

    @Override
    public int margin() {
        return secrets.stream().mapToInt(SecretForms::longest).reduce(LEAST_MARGIN, Math::max);
    }

    /** Found is all before anything is cut: what the cut goes through is masked as a whole. */
    @Override
    public String redact(String text, int keep) {
        BitSet found = new BitSet(text.length());
        secrets.forEach(secret -> secret.find(text, found));
        patterns.forEach(pattern -> find(pattern.matcher(text), found));
        return masked(text, found, Math.min(keep, text.length()));
    }

    private static void find(Matcher matcher, BitSet found) {
        while (matcher.find()) {
            found.set(matcher.start(), matcher.end());
        }
    }

    private static String masked(String text, BitSet found, int keep) {
        StringBuilder out = new StringBuilder(keep);
        int at = 0;
        for (int from = found.nextSetBit(0); from >= 0 && from < keep; from = found.nextSetBit(at)) {
            out.append(text, at, from).append(MASK);
            at = found.nextClearBit(from);
        }
        return out.append(text, Math.min(at, keep), keep).toString();
    }
}
