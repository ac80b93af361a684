package cn.chaoxue.cadre;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/// Writes files on their way. A stream left to the framework would be an error in the log and a request that never
/// ends, whenever its reader goes in the middle.
@Provider
public class DownloadWriter implements ServerMessageBodyWriter<Download> {

    @Override
    public boolean isWriteable(Class<?> type, Type generic, ResteasyReactiveResourceInfo target, MediaType media) {
        return Download.class.isAssignableFrom(type);
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return Download.class.isAssignableFrom(type);
    }

    @Override
    public void writeResponse(Download file, Type generic, ServerRequestContext context) {
        ResteasyReactiveRequestContext exchange = (ResteasyReactiveRequestContext) context;
        exchange.suspend();
        new Sending(exchange, exchange.unwrap(RoutingContext.class)).begin(file);
    }

    @Override
    public void writeTo(
            Download file,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, Object> headers,
            OutputStream out) {
        throw new UnsupportedOperationException("a download is written piece by piece");
    }
}
