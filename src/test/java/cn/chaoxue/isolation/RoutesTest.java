package cn.chaoxue.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the server listens to besides documented endpoints: a raw route is an endpoint with a rule, or stands here with
/// the reason why it needs none.
@QuarkusTest
class RoutesTest {

    private static final String QUARKUS = "io.quarkus.vertx.http.runtime.";
    private static final String REST = "io.quarkus.resteasy.reactive.server.runtime.";

    /// By path, or by the class that handles whatever comes.
    private static final Map<String, String> EXEMPT = Map.ofEntries(
            Map.entry("cn.chaoxue.web.SecurityHeaders", "sets headers, passes on"),
            Map.entry(
                    QUARKUS + "security.HttpSecurityRecorder$AuthenticationHandler", "finds out who calls, passes on"),
            Map.entry(QUARKUS + "security.HttpSecurityRecorder", "checks what is configured, passes on"),
            Map.entry(QUARKUS + "options.HttpServerCommonHandlers", "bounds the body, passes on"),
            Map.entry(QUARKUS + "VertxHttpRecorder", "resumes the request, passes on"),
            Map.entry(QUARKUS + "StaticResourcesRecorder", "files of the jar, the same for everybody"),
            Map.entry(QUARKUS + "QuarkusErrorHandler", "answers failures"),
            Map.entry(REST + "ResteasyReactiveRecorder", "passes on, and answers failures"),
            Map.entry(REST + "observability.ObservabilityIntegrationRecorder", "names failures for metrics"),
            Map.entry("/", "quarkus-rest: its endpoints are in the document"),
            Map.entry("/q/health/group", "no such thing"),
            Map.entry("/q/", "health, metrics, the document: nothing of anybody"));

    private static final Pattern PARAMETER = Pattern.compile(":\\w+|\\{\\w+}|\\(\\?<\\w+>[^)]*\\)");
    private static final Pattern HANDLER =
            Pattern.compile("(?:contextHandlers|failureHandlers)=\\[([\\w.$]+?)(?:\\$\\$Lambda[^@]*)?@");

    @Inject
    Router router;

    @Test
    void everyRawRoute_hasARuleOrAReason() {
        Set<String> ruled = Rules.all().stream().map(RoutesTest::anonymous).collect(Collectors.toSet());
        Set<String> routes = router.getRoutes().stream()
                .flatMap(RoutesTest::names)
                .filter(name -> !ruled.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(routes).isEqualTo(new TreeSet<>(EXEMPT.keySet()));
    }

    /// The control: ours are among them.
    @Test
    void rawRoutes_areSeen() {
        assertThat(router.getRoutes().stream().flatMap(RoutesTest::names))
                .contains(
                        "post /api/v1/study/heartbeats",
                        "post /api/v1/attempts/{}/submission",
                        "get /api/v1/campaigns/{}/live",
                        "get /api/v1/study/live");
    }

    /// Each method with the path, or the path alone where every method is taken, or the handler where every path is.
    private static Stream<String> names(Route route) {
        String path = route.getPath() == null ? route.getName() : route.getPath();
        if (path == null) {
            Matcher handler = HANDLER.matcher(route.toString());
            return Stream.of(handler.find() ? handler.group(1).replaceAll("\\$\\d+$", "") : route.toString());
        }
        Set<HttpMethod> methods = route.methods();
        return methods == null
                ? Stream.of(path)
                : methods.stream().map(method -> method.name().toLowerCase(Locale.ROOT) + " " + anonymous(path));
    }

    private static String anonymous(String path) {
        return PARAMETER.matcher(path).replaceAll("{}");
    }
}
