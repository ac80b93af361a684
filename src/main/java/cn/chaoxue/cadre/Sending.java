package cn.chaoxue.cadre;

import cn.chaoxue.cadre.Download.BrokenOff;
import cn.chaoxue.platform.http.Cutting;
import io.smallrye.mutiny.helpers.Subscriptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;

/// One file written into one answer, a piece at a time. A reader who goes and a file that is broken off are expected
/// ends: the making stops, the connection ends without the last chunk, nothing is logged.
final class Sending implements Subscriber<byte[]> {

    private static final Logger LOG = Logger.getLogger(Sending.class);

    private final ResteasyReactiveRequestContext exchange;
    private final RoutingContext request;
    private final HttpServerResponse response;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile Subscription pieces = Subscriptions.CANCELLED;

    Sending(ResteasyReactiveRequestContext exchange, RoutingContext request) {
        this.exchange = exchange;
        this.request = request;
        this.response = request.response();
    }

    void begin(Download file) {
        response.setChunked(true);
        file.watched(this::cut, request.vertx()).subscribe().withSubscriber(this);
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        pieces = subscription;
        request.addEndHandler(_ -> leave());
        if (response.closed()) {
            leave();
        } else {
            subscription.request(1);
        }
    }

    /// A piece that cannot be written has no reader any more, which the end of the connection tells.
    @Override
    public void onNext(byte[] piece) {
        if (!response.closed()) {
            response.write(Buffer.buffer(piece)).onSuccess(_ -> pieces.request(1));
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (failure instanceof BrokenOff) {
            cut();
        } else if (response.headWritten()) {
            LOG.error("a download failed in its middle", failure);
            cut();
        } else if (over.compareAndSet(false, true)) {
            exchange.resume(failure, true);
        }
    }

    @Override
    public void onComplete() {
        if (!response.closed()) {
            response.end();
        }
    }

    private void cut() {
        Cutting.cut(request.request());
    }

    private void leave() {
        if (over.compareAndSet(false, true)) {
            pieces.cancel();
            exchange.resume();
        }
    }
}
