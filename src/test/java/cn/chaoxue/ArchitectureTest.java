package cn.chaoxue;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.platform.form.Impersonal;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.Cancellable;

/// Holds the dependency picture of docs/architecture.md: features may use what stands left of them, never the reverse.
@AnalyzeClasses(packages = "cn.chaoxue", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("platform", Set.of()),
            Map.entry("launcher", Set.of()),
            Map.entry("web", Set.of("platform")),
            Map.entry("audit", Set.of("platform")),
            Map.entry("identity", Set.of("platform", "audit")),
            Map.entry("org", Set.of("platform", "audit", "identity")),
            Map.entry("cadre", Set.of("platform", "audit", "identity", "org")),
            Map.entry("posting", Set.of("platform", "audit", "identity", "org", "cadre")),
            Map.entry("activation", Set.of("platform", "audit", "identity", "org", "cadre")),
            Map.entry("roster", Set.of("platform", "audit", "identity", "org", "cadre")),
            Map.entry("rights", Set.of("platform", "audit", "identity", "org", "cadre")),
            Map.entry("liaison", Set.of("platform", "audit", "identity", "org", "cadre")),
            Map.entry("oversight", Set.of("platform", "audit", "identity", "org")),
            Map.entry("command", Set.of("platform", "audit", "org", "cadre", "rights")),
            Map.entry("course", Set.of("platform", "identity")),
            Map.entry("campaign", Set.of("platform", "audit", "identity", "org", "cadre", "course")),
            Map.entry("hours", Set.of("platform", "identity", "cadre", "course")),
            Map.entry("deadletter", Set.of("platform", "identity")),
            Map.entry("study", Set.of("platform", "identity", "deadletter", "campaign", "course", "hours")),
            Map.entry("exam", Set.of("platform", "identity", "deadletter", "campaign", "course", "hours", "study")),
            Map.entry("live", Set.of("platform", "audit", "identity", "org", "campaign")));

    private static final Set<String> UNSAFE =
            Set.of(POST.class.getName(), PUT.class.getName(), DELETE.class.getName(), PATCH.class.getName());

    private static final Set<String> UNPRINTED =
            Set.of("name", "accessToken", "refreshToken", "passwordHash", "password", "secret", "recoveryCodes");

    @ArchTest
    static final ArchRule features_haveNoCycles =
            slices().matching("cn.chaoxue.(*)..").should().beFreeOfCycles();

    @ArchTest
    static void feature_usesOnlyWhatStandsBeforeIt(com.tngtech.archunit.core.domain.JavaClasses classes) {
        MAY_USE.forEach((feature, allowed) -> noClasses()
                .that()
                .resideInAPackage("cn.chaoxue." + feature + "..")
                .should()
                .dependOnClassesThat(oursOutside(feature, allowed))
                .allowEmptyShould(true)
                .check(classes));
    }

    @ArchTest
    static final ArchRule mainCode_neverBlocks = noClasses()
            .that()
            .resideOutsideOfPackages("cn.chaoxue.launcher..")
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "Uni.await()",
                    call -> call.getTargetOwner().getName().equals("io.smallrye.mutiny.Uni")
                            && call.getName().equals("await")));

    /// `@Authenticated` would let activation tokens in without anybody having decided so: endpoints name their roles.
    @ArchTest
    static final ArchRule endpoints_nameTheirRoles =
            noClasses().should().dependOnClassesThat().haveFullyQualifiedName("io.quarkus.security.Authenticated");

    /// What is behind the answer (tokens told void, a try judged) is done for a client that has hung up, too.
    @ArchTest
    static final ArchRule changesOfAccounts_areCarriedOutThoughTheirClientLeaves = methods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage("..identity..", "..rights..", "..activation..", "..cadre..")
            .and()
            .areAnnotatedWith(DescribedPredicate.describe(
                    "an unsafe method of HTTP",
                    annotation -> UNSAFE.contains(annotation.getRawType().getName())))
            .should()
            .beDeclaredInClassesThat(DescribedPredicate.describe(
                    "are not cancelled",
                    type -> type.tryGetAnnotationOfType(Cancellable.class)
                            .filter(one -> !one.value())
                            .isPresent()));

    /// Whatever is a value ends up in a failure some day. What the compiler writes is final, and prints every part.
    @ArchTest
    static final ArchRule namesAndSecrets_areNotPrinted = methods()
            .that()
            .haveName("toString")
            .and()
            .areDeclaredInClassesThat(DescribedPredicate.describe(
                    "are values of identity with a name or a secret",
                    type -> type.isRecord()
                            && type.getPackageName().equals("cn.chaoxue.identity")
                            && !type.isEquivalentTo(Caller.CallerUnit.class)
                            && type.getFields().stream()
                                    .anyMatch(field -> UNPRINTED.contains(field.getName())
                                            && !field.getRawType().isArray())))
            .should()
            .notBeFinal();

    /// They are kept and shown in clear (A1.9).
    @ArchTest
    static final ArchRule freeTexts_holdNobodysNumbers = fields().that()
            .areDeclaredInClassesThat()
            .haveSimpleNameEndingWith("Request")
            .and()
            .haveNameMatching("reason|fileName|remarks|post")
            .should()
            .beAnnotatedWith(Impersonal.class);

    @ArchTest
    static final ArchRule names_sayWhatAClassIs =
            noClasses().should().haveNameMatching(".*(Impl|Manager|Helper|Util|Utils|DTO|Dto)$");

    private static DescribedPredicate<JavaClass> oursOutside(String feature, Set<String> allowed) {
        Set<String> open = Arrays.stream(new String[][] {allowed.toArray(String[]::new), {feature}})
                .flatMap(Arrays::stream)
                .map(name -> "cn.chaoxue." + name)
                .collect(Collectors.toSet());
        return DescribedPredicate.describe(
                "features outside " + open,
                type -> type.getPackageName().startsWith("cn.chaoxue")
                        && open.stream()
                                .noneMatch(base -> type.getPackageName().equals(base)
                                        || type.getPackageName().startsWith(base + ".")));
    }
}
