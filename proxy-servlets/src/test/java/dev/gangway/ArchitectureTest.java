package dev.gangway;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.gangway.gateway.Check;
import dev.gangway.gateway.Explain;
import dev.gangway.gateway.ReadyLine;
import dev.gangway.migrate.Import;
import dev.gangway.observe.ExchangeListener;
import dev.gangway.observe.GatheringErr;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServlet;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.jspecify.annotations.NullMarked;

/** Verifies the table of rooms: which packages there are, and what each may use. */
@AnalyzeClasses(packages = "dev.gangway", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final Set<String> ROOMS = Set.of(
            "access",
            "config",
            "credential",
            "credential.aws",
            "credential.azure",
            "credential.google",
            "edit",
            "gateway",
            "migrate",
            "observe",
            "observe.jmx",
            "observe.metrics",
            "observe.otel",
            "peek",
            "provider",
            "provider.anthropic",
            "provider.azure",
            "provider.bedrock",
            "provider.genai",
            "provider.generic",
            "provider.openai",
            "route",
            "servlet",
            "stream",
            "usage",
            "usage.price");

    private static final String[] JDK = {"java..", "javax.net..", "javax.crypto..", "org.jspecify.."};
    private static final String[] JACKSON = {"tools.jackson.."};
    private static final String[] SLF4J = {"org.slf4j.."};
    private static final String[] MICROMETER = {"io.micrometer.."};
    private static final String[] OPENTELEMETRY = {"io.opentelemetry.api.."};
    private static final String[] JETTY = {"org.eclipse.jetty..", "jakarta.servlet.."};

    /** The room {@code name}, and the rooms below it, use themselves and {@code allowed} alone. */
    private static ArchRule room(String name, String[]... allowed) {
        return only("dev.gangway." + name + "..", allowed);
    }

    private static ArchRule only(String room, String[]... allowed) {
        Set<String> packages = new TreeSet<>(Set.of(room));
        for (String[] some : allowed) {
            packages.addAll(Set.of(some));
        }
        packages.addAll(Set.of(JDK));
        return classes()
                .that()
                .resideInAPackage(room)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(packages.toArray(String[]::new)));
    }

    private static String[] rooms(String... names) {
        String[] packages = names.clone();
        for (int i = 0; i < names.length; i++) {
            packages[i] = "dev.gangway." + names[i] + "..";
        }
        return packages;
    }

    @ArchTest
    static final ArchRule CREDENTIAL = only("dev.gangway.credential", JACKSON);

    @ArchTest
    static final ArchRule CREDENTIAL_GOOGLE = cloud("google", "com.google.auth..", "com.google.api.client..");

    @ArchTest
    static final ArchRule CREDENTIAL_AZURE = cloud("azure", "com.microsoft.aad.msal4j..");

    @ArchTest
    static final ArchRule CREDENTIAL_AWS = cloud("aws", "software.amazon.awssdk..");

    private static ArchRule cloud(String name, String... libraries) {
        return only("dev.gangway.credential." + name, new String[] {"dev.gangway.credential"}, libraries);
    }

    /** Their libraries may be missing. */
    @ArchTest
    static final ArchRule A_CLOUD_IS_KNOWN_BY_THE_GATEWAY_ALONE = noClasses()
            .that(not(resideInAnyPackage("dev.gangway.credential.*..", "dev.gangway.gateway..")))
            .should()
            .dependOnClassesThat(resideInAPackage("dev.gangway.credential.*.."));

    @ArchTest
    static final ArchRule PEEK = room("peek", rooms("stream"), JACKSON);

    @ArchTest
    static final ArchRule ACCESS = room("access", rooms("credential"));

    @ArchTest
    static final ArchRule PROVIDER = room("provider", rooms("credential", "peek"), JACKSON, SLF4J);

    @ArchTest
    static final ArchRule ROUTE = room("route", rooms("edit", "provider", "credential", "usage"));

    @ArchTest
    static final ArchRule STREAM = room("stream", JACKSON);

    @ArchTest
    static final ArchRule USAGE = room("usage", rooms("stream"), JACKSON);

    @ArchTest
    static final ArchRule EDIT = room("edit", rooms("stream"), JACKSON);

    @ArchTest
    static final ArchRule OBSERVE = only("dev.gangway.observe", rooms("usage"), JACKSON, SLF4J);

    /** Its libraries may be missing: nothing but the gateway, which looks first, may know of this room. */
    @ArchTest
    static final ArchRule OBSERVE_METRICS =
            only("dev.gangway.observe.metrics", new String[] {"dev.gangway.observe"}, rooms("usage"), MICROMETER);

    @ArchTest
    static final ArchRule OBSERVE_OTEL =
            only("dev.gangway.observe.otel", new String[] {"dev.gangway.observe"}, rooms("usage"), OPENTELEMETRY);

    @ArchTest
    static final ArchRule OBSERVE_JMX = only(
            "dev.gangway.observe.jmx",
            new String[] {"dev.gangway.observe", "javax.management.."},
            rooms("usage"),
            SLF4J);

    @ArchTest
    static final ArchRule OPTIONAL_ROOMS_ARE_KNOWN_BY_THE_GATEWAY_ALONE = noClasses()
            .that(not(resideInAnyPackage("dev.gangway.observe.*..", "dev.gangway.gateway..")))
            .should()
            .dependOnClassesThat(resideInAPackage("dev.gangway.observe.*.."));

    @ArchTest
    static final ArchRule CONFIG = room("config", rooms("credential", "edit", "usage"), JACKSON);

    @ArchTest
    static final ArchRule MIGRATE = room("migrate", rooms("config"), JACKSON, new String[] {"org.snakeyaml.engine.."});

    @ArchTest
    static final ArchRule SERVLET = room(
            "servlet",
            rooms("access", "credential", "edit", "observe", "peek", "provider", "route", "stream", "usage"),
            JACKSON,
            SLF4J,
            JETTY);

    /** What a program that embeds the gateway has of its own, or gets. */
    private static final Class<?>[] EMBEDDED_SIGNATURES = {
        ExchangeListener.class, MeterRegistry.class, HttpServlet.class, ServletContextHandler.class
    };

    @ArchTest
    static final ArchRule USERS_NAMES = classes()
            .that()
            .resideInAPackage("dev.gangway")
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage("dev.gangway", "dev.gangway.gateway", "java..", "org.jspecify..")
                            .or(belongToAnyOf(EMBEDDED_SIGNATURES)));

    @ArchTest
    static final ArchRule ONE_PROVIDER_KNOWS_NO_OTHER =
            slices().matching("dev.gangway.provider.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule A_PROVIDER_IS_KNOWN_BY_THE_GATEWAY_ALONE = noClasses()
            .that(not(resideInAnyPackage("dev.gangway.provider.*..", "dev.gangway.gateway..")))
            .should()
            .dependOnClassesThat(resideInAPackage("dev.gangway.provider.*.."));

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("dev.gangway.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule JETTY_AND_SERVLETS_STAY_IN_THEIR_ROOMS = noClasses()
            .that(not(resideInAnyPackage("dev.gangway", "dev.gangway.servlet..", "dev.gangway.gateway..")))
            .should()
            .dependOnClassesThat(resideInAnyPackage(JETTY));

    @ArchTest
    static final ArchRule LOGS_GO_TO_SLF4J =
            noClasses().should().dependOnClassesThat(resideInAPackage("java.util.logging.."));

    @ArchTest
    static final ArchRule STANDARD_STREAMS_ARE_FOR_COMMANDS = noClasses()
            .that()
            .doNotBelongToAnyOf(Check.class, Explain.class, Import.class, ReadyLine.class, GatheringErr.class)
            .should(ACCESS_STANDARD_STREAMS);

    /** A new room gets a rule of its own here; the others would not notice it. */
    @ArchTest
    static void everyPackageIsARoom(JavaClasses classes) {
        Set<String> packages = new TreeSet<>();
        classes.forEach(type -> packages.add(type.getPackageName()));
        packages.remove("dev.gangway");

        Set<String> expected = new TreeSet<>();
        ROOMS.forEach(room -> expected.add("dev.gangway." + room));
        assertEquals(expected, packages);
    }

    @ArchTest
    static void everyPackageIsNullMarked(JavaClasses classes) {
        Set<JavaPackage> packages = classes.getPackage("dev.gangway").getSubpackagesInTree();

        assertFalse(packages.isEmpty());
        for (JavaPackage room : packages) {
            boolean empty = room.getClasses().isEmpty();
            assertEquals(!empty, room.isAnnotatedWith(NullMarked.class), room.getName());
        }
        assertEquals(true, classes.getPackage("dev.gangway").isAnnotatedWith(NullMarked.class));
    }
}
