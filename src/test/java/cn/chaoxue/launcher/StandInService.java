package cn.chaoxue.launcher;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;

/// Listens and is ready like the service, but starts in no time. Asked for `/end` it ends by itself, like a crash.
final class StandInService {

    private static final Set<String> WANTED = Set.of(
            "QUARKUS_DATASOURCE_REACTIVE_URL",
            "QUARKUS_DATASOURCE_JDBC_URL",
            "QUARKUS_DATASOURCE_USERNAME",
            "QUARKUS_DATASOURCE_PASSWORD",
            "QUARKUS_REDIS_STUDY_HOSTS",
            "QUARKUS_REDIS_EXAM_HOSTS",
            "CHAOXUE_SECRETS_DIR");

    private StandInService() {}

    /// Argument: the port.
    public static void main(String[] arguments) throws IOException {
        System.out.println(
                "demo: environment complete: " + System.getenv().keySet().containsAll(WANTED));
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        HttpServer server = HttpServer.create(address, 0);
        server.createContext("/q/health/ready", exchange -> exchange.sendResponseHeaders(200, -1));
        server.createContext("/end", _ -> Runtime.getRuntime().halt(3));
        server.start();
    }
}
