package cn.chaoxue.cadre;

import static java.util.Objects.requireNonNull;

import cn.chaoxue.cadre.Download.Cause;
import cn.chaoxue.identity.CallerTokens;
import cn.chaoxue.identity.CallerTokens.Pass;
import cn.chaoxue.platform.metrics.FeatureMeters;
import cn.chaoxue.platform.problem.Problem;
import cn.chaoxue.platform.sheet.Sheet;
import cn.chaoxue.platform.sheet.Streaming;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// Every file of stored rows leaves here. It breaks off, recognisably without an end and without the entry in
/// the audit log that it was sent, within five seconds of whatever ends the log-in that asked for it: a
/// disabling, a reset, a right withdrawn, a sign-out. So does one that its reader does not take
/// ([CadreConfig#slowestPiece]).
@Startup
@Singleton
public class Downloads {

    private static final String HELP = "Downloads broken off before their end, by cause";

    private final CallerTokens tokens;
    private final CadreConfig config;
    private final Map<Cause, Counter> brokenOff = new EnumMap<>(Cause.class);

    Downloads(CallerTokens tokens, CadreConfig config, MeterRegistry registry) {
        this.tokens = tokens;
        this.config = config;
        FeatureMeters meters = new FeatureMeters(registry, "cadre");
        for (Cause cause : Cause.values()) {
            brokenOff.put(cause, meters.counter("downloads.broken.off", HELP, "cause", cause.tag()));
        }
    }

    /// The answer: a file of this name, for the caller of this request.
    public Uni<RestResponse<Download>> answer(
            Uni<Multi<byte[]>> file, String name, Sheet.Format format, RoutingContext request) {
        Pass pass = tokens.passOf(request).orElseThrow(() -> Problem.unauthenticated("The log-in has ended."));
        return file.map(pieces -> answer(new Download(pieces, pass::stands, this::count, config), name, format));
    }

    private void count(Cause cause) {
        requireNonNull(brokenOff.get(cause)).increment();
    }

    private static RestResponse<Download> answer(Download download, String name, Sheet.Format format) {
        ResponseBuilder<Download> answer = ResponseBuilder.ok(download);
        Streaming.headers(name, format)
                .forEach((header, values) -> values.forEach(value -> answer.header(header, value)));
        return answer.build();
    }
}
