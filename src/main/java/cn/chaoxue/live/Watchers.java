package cn.chaoxue.live;

import io.netty.channel.EventLoop;
import io.vertx.core.impl.ContextInternal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// All open event streams, by the event loop they live on: one task per loop and pass serves them, without locks.
@ApplicationScoped
class Watchers {

    private final LiveConfig config;
    private final Map<EventLoop, OnLoop> loops = new ConcurrentHashMap<>();

    private record OnLoop(ContextInternal context, Set<Watcher> watchers) {}

    Watchers(LiveConfig config) {
        this.config = config;
    }

    /// Sends the snapshot and serves the watcher from now on. Call on the connection's event loop.
    void add(ContextInternal context, Watcher watcher) {
        watcher.begin(config.retry(), System.nanoTime());
        on(context).watchers().add(watcher);
    }

    /// Call on the connection's event loop.
    void remove(ContextInternal context, Watcher watcher) {
        if (on(context).watchers().remove(watcher)) {
            watcher.end();
        }
    }

    /// Has every loop send what has changed.
    void deliver() {
        loops.values().forEach(loop -> loop.context().runOnContext(_ -> deliver(loop)));
    }

    /// Ends every stream; readers come back to another process.
    void endAll() {
        loops.values()
                .forEach(loop -> loop.context()
                        .runOnContext(_ -> Set.copyOf(loop.watchers()).forEach(Watcher::close)));
    }

    private void deliver(OnLoop loop) {
        long now = System.nanoTime();
        // A copy: cutting off a stalled reader ends it, which removes it from the set.
        Set.copyOf(loop.watchers()).forEach(watcher -> watcher.deliver(config, now));
    }

    private OnLoop on(ContextInternal context) {
        return loops.computeIfAbsent(context.nettyEventLoop(), _ -> new OnLoop(context.unwrap(), new HashSet<>()));
    }
}
