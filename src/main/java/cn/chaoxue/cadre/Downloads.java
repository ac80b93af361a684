package cn.chaoxue.cadre;

import cn.chaoxue.identity.CallerTokens;
import cn.chaoxue.identity.CallerTokens.Pass;
import cn.chaoxue.platform.problem.Problem;
import cn.chaoxue.platform.sheet.Sheet;
import cn.chaoxue.platform.sheet.Streaming;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.jboss.resteasy.reactive.RestMulti;

/// Every file of stored rows leaves here. It breaks off, recognisably without an end and without the entry in
/// the audit log that it was sent, within five seconds of whatever ends the log-in that asked for it: a
/// disabling, a reset, a right withdrawn, a sign-out. So does one that its reader does not take
/// ([CadreConfig#slowestPiece]).
@Singleton
public class Downloads {

    private final CallerTokens tokens;
    private final CadreConfig config;

    Downloads(CallerTokens tokens, CadreConfig config) {
        this.tokens = tokens;
        this.config = config;
    }

    /// The answer: a file of this name, for the caller of this request.
    public RestMulti<byte[]> answer(Uni<Multi<byte[]>> file, String name, Sheet.Format format, RoutingContext request) {
        Pass pass = tokens.passOf(request).orElseThrow(() -> Problem.unauthenticated("The log-in has ended."));
        HttpServerResponse response = request.response();
        Download download = new Download(pass::stands, response::reset, config);
        return RestMulti.fromUniResponse(
                file, pieces -> download.watched(pieces, request.vertx()), _ -> Streaming.headers(name, format));
    }
}
