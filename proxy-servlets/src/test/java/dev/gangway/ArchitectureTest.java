package dev.gangway;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import dev.gangway.gateway.Check;
import dev.gangway.gateway.ReadyLine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of rooms: what each package may use, and nothing else. */
class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.gangway");

    private static final List<String> EVERYWHERE = List.of("java..", "javax..", "org.jspecify..");

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            credential | tools.jackson..
            access     | dev.gangway.credential
            peek       | tools.jackson..
            config     | tools.jackson.. dev.gangway.credential
            provider   | tools.jackson.. org.slf4j dev.gangway.credential
            route      | dev.gangway.provider.. dev.gangway.credential
            observe    | tools.jackson.. org.slf4j
            """)
    void aRoomUsesOnlyTheRoomsBelowIt(String room, String allowed) {
        List<String> packages = new ArrayList<>(EVERYWHERE);
        packages.add("dev.gangway." + room + "..");
        packages.addAll(List.of(allowed.split(" ")));
        classes()
                .that(resideInAPackage("dev.gangway." + room + ".."))
                .should(onlyDependOnClassesThat(resideInAnyPackage(packages.toArray(String[]::new))))
                .check(MAIN);
    }

    @Test
    void theServletKnowsNoConfiguration() {
        noClasses()
                .that()
                .resideInAPackage("dev.gangway.servlet..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.gangway.config..", "dev.gangway.gateway..", "dev.gangway"))
                .check(MAIN);
    }

    @Test
    void theDoorsKnowTheGatewayOnly() {
        classes()
                .that(resideInAPackage("dev.gangway"))
                .should(onlyDependOnClassesThat(
                        resideInAnyPackage("java..", "org.jspecify..", "dev.gangway", "dev.gangway.gateway")))
                .check(MAIN);
    }

    @Test
    void onlyServletAndGatewayNameJettyOrServletTypes() {
        noClasses()
                .that(resideInAnyPackage(
                        "dev.gangway",
                        "dev.gangway.access..",
                        "dev.gangway.config..",
                        "dev.gangway.credential..",
                        "dev.gangway.observe..",
                        "dev.gangway.peek..",
                        "dev.gangway.provider..",
                        "dev.gangway.route.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.eclipse.jetty..", "jakarta.servlet.."))
                .check(MAIN);
    }

    @Test
    void providersDoNotKnowEachOther() {
        slices().matching("dev.gangway.provider.(*)..")
                .should()
                .notDependOnEachOther()
                .check(MAIN);
    }

    @Test
    void roomsHaveNoCycles() {
        slices().matching("dev.gangway.(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void onlyCommandsPrint() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(Check.class, ReadyLine.class)
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .check(MAIN);
        GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(MAIN);
    }

    @Test
    void everyPackageSaysWhatMayBeNull() {
        assertFalse(MAIN.isEmpty());
        MAIN.stream()
                .map(type -> type.getPackage())
                .distinct()
                .forEach(room -> assertFalse(
                        room.tryGetPackageInfo()
                                .filter(info -> info.isAnnotatedWith(NullMarked.class))
                                .isEmpty(),
                        room.getName()));
    }
}
