package cn.chaoxue.platform.http;

import cn.chaoxue.platform.problem.Problem;
import cn.chaoxue.platform.problem.RawProblems;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.function.Consumer;

/// Reads the JSON body of a request to a raw route.
@Singleton
public final class JsonBody {

    /// What it must be; anything else is answered with 415.
    public static final String TYPE = "application/json";

    private static final int USUAL_BYTES = 512;

    private final RawProblems problems;

    JsonBody(RawProblems problems) {
        this.problems = problems;
    }

    /// Hands the whole body over, or answers 413 where it is longer than `mostBytes`. Throws the problem to answer with
    /// where it is not JSON.
    public void read(RoutingContext context, int mostBytes, Consumer<Buffer> whole) {
        HttpServerRequest request = context.request();
        requireJson(request);
        Buffer body = Buffer.buffer(USUAL_BYTES);
        request.handler(chunk -> {
            // Once over the limit the rest is read and dropped, so that the connection stays usable.
            if (body.length() <= mostBytes) {
                body.appendBuffer(chunk);
            }
        });
        request.endHandler(_ -> {
            if (body.length() > mostBytes) {
                problems.answer(context.response(), Problem.payloadTooLarge(mostBytes));
            } else {
                whole.accept(body);
            }
        });
        // Quarkus pauses requests until someone reads them.
        request.resume();
    }

    private static void requireJson(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null || !type.regionMatches(true, 0, TYPE, 0, TYPE.length())) {
            throw Problem.unsupportedMediaType(TYPE);
        }
    }
}
