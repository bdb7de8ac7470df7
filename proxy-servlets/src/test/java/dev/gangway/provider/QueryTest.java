package dev.gangway.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A raw query keeps every byte that is not asked to change. */
class QueryTest {

    /** Ways to write a parameter called {@code v}, then parameters that only look like one. */
    private static final List<String> MINE =
            List.of("v=1", "v=", "v", "%76=a+b", "V=%2F", "v=x=y", "v=%26", "v=1+1", "%56", "v=€");

    private static final List<String> OTHERS = List.of(
            "", "=", "=v", "vv=1", "a=v", "%2576=1", "a", "a=", "a[]=%5b", "+v=1", "v%20=1", "v;=1", "w=|\"", "é");

    private static List<List<String>> queries() {
        Random random = new Random(7);
        List<List<String>> queries = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            List<String> parameters = new ArrayList<>();
            for (int j = 1 + random.nextInt(5); j > 0; j--) {
                List<String> from = random.nextInt(3) == 0 ? MINE : OTHERS;
                parameters.add(from.get(random.nextInt(from.size())));
            }
            queries.add(parameters);
        }
        return queries;
    }

    private static boolean isMine(String parameter) {
        return MINE.contains(parameter);
    }

    @Test
    void withoutTakesOutWhatItIsToldTo() {
        queries().forEach(QueryTest::withoutTakesOutWhatItIsToldTo);
    }

    private static void withoutTakesOutWhatItIsToldTo(List<String> parameters) {
        String query = String.join("&", parameters);
        List<String> kept = parameters.stream().filter(p -> !isMine(p)).toList();
        assertEquals(
                kept.isEmpty() ? null : String.join("&", kept),
                Query.without(query, name -> name.equalsIgnoreCase("v")));
        assertEquals(query, Query.without(query, name -> false), query);
        assertNull(Query.without(query, name -> true));
    }

    @Test
    void setLeavesExactlyOneInTheFirstOnesPlace() {
        queries().forEach(QueryTest::setLeavesExactlyOneInTheFirstOnesPlace);
    }

    private static void setLeavesExactlyOneInTheFirstOnesPlace(List<String> parameters) {
        List<String> expected = new ArrayList<>();
        for (String parameter : parameters) {
            if (!isMine(parameter)) {
                expected.add(parameter);
            } else if (!expected.contains("v=a%2Fb+c")) {
                expected.add("v=a%2Fb+c");
            }
        }
        String query = String.join("&", parameters);
        if (!expected.contains("v=a%2Fb+c")) {
            expected = query.isEmpty() ? List.of("v=a%2Fb+c") : List.of(query, "v=a%2Fb+c");
        }
        assertEquals(String.join("&", expected), Query.set(query, "v", "a/b c"), query);
    }

    @Test
    void firstDecodesTheFirstValueThereIs() {
        queries().forEach(QueryTest::firstDecodesTheFirstValueThereIs);
    }

    private static void firstDecodesTheFirstValueThereIs(List<String> parameters) {
        String query = String.join("&", parameters);
        List<String> values = parameters.stream()
                .filter(QueryTest::isMine)
                .map(p -> p.contains("=") ? p.substring(p.indexOf('=') + 1) : "")
                .map(value -> value.replace("+", " ").replace("%2F", "/").replace("%26", "&"))
                .toList();
        assertEquals(
                values.stream().filter(value -> !value.isEmpty()).findFirst().orElse(null), Query.first(query, "v"));
    }

    @Test
    void withAppends() {
        queries().forEach(QueryTest::withAppends);
    }

    private static void withAppends(List<String> parameters) {
        String query = String.join("&", parameters);
        assertEquals(query.isEmpty() ? "v=%3D%26" : query + "&v=%3D%26", Query.with(query, "v", "=&"));
    }

    @Test
    void noQueryAtAll() {
        assertNull(Query.without(null, name -> false));
        assertNull(Query.first(null, "v"));
        assertEquals("v=1", Query.with(null, "v", "1"));
        assertEquals("v=1", Query.set(null, "v", "1"));
    }

    @ParameterizedTest
    @CsvSource({"/p,,/p", "/p,'',/p?", "'',a,?a", "/p,a&b=%2F,/p?a&b=%2F"})
    void targetJoins(String path, @Nullable String query, String target) {
        assertEquals(target, Query.target(path, query));
    }
}
