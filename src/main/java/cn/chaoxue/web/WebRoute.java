package cn.chaoxue.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Answers `GET` of the app's files and pages from memory, before anything else looks at the request.
/// The API, the management pages and the media files are left to their own routes.
@Singleton
final class WebRoute {

    /// Before Quarkus' own static files, which know nothing of compressed twins.
    private static final int EARLY = -100;

    private static final List<String> NOT_OURS = List.of("/api/", "/q/", "/media/");

    private final WebFiles files = WebFiles.load();

    void register(@Observes Router router) {
        if (files.index() == null) {
            return;
        }
        router.route()
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .order(EARLY)
                .handler(this::answer);
    }

    private void answer(RoutingContext context) {
        WebFile file = fileFor(context.normalizedPath());
        if (file == null) {
            context.next();
            return;
        }
        HttpServerResponse response = context.response();
        response.putHeader(HttpHeaders.CACHE_CONTROL, file.cacheControl());
        response.putHeader(HttpHeaders.ETAG, file.etag());
        response.putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        if (file.etag().equals(context.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatusCode(304).end();
        } else {
            send(context, file);
        }
    }

    private static void send(RoutingContext context, WebFile file) {
        WebFile.Body body = file.bodyFor(context.request().getHeader(HttpHeaders.ACCEPT_ENCODING));
        HttpServerResponse response = context.response();
        response.putHeader(HttpHeaders.CONTENT_TYPE, file.contentType());
        if (body.encoding() != null) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, body.encoding());
        }
        if (context.request().method().equals(HttpMethod.HEAD)) {
            response.putHeader(
                    HttpHeaders.CONTENT_LENGTH, String.valueOf(body.bytes().length()));
            response.end();
        } else {
            response.end(body.bytes());
        }
    }

    /// A file by its name; any address without a file ending is a page of the app.
    private @Nullable WebFile fileFor(String path) {
        if (NOT_OURS.stream().anyMatch(path::startsWith) || path.equals("/q") || path.equals("/api")) {
            return null;
        }
        WebFile file = files.find(path);
        boolean isPage = path.indexOf('.', path.lastIndexOf('/')) < 0;
        return file == null && isPage ? files.index() : file;
    }
}
