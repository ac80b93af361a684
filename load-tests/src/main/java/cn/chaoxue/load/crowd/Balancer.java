package cn.chaoxue.load.crowd;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;

/// Which processes take requests, as a load balancer knows it: a process that died is still asked until it is
/// taken off the list.
public final class Balancer {

    private final CopyOnWriteArrayList<Integer> ports = new CopyOnWriteArrayList<>();

    public void add(int port) {
        ports.addIfAbsent(port);
    }

    public void remove(int port) {
        ports.remove((Integer) port);
    }

    /// One of the processes, if possible not `last` (0: none yet).
    int another(int last) {
        List<Integer> open = List.copyOf(ports);
        if (open.isEmpty()) {
            return last;
        }
        int first = ThreadLocalRandom.current().nextInt(open.size());
        int port = open.get(first);
        return port == last ? open.get((first + 1) % open.size()) : port;
    }
}
