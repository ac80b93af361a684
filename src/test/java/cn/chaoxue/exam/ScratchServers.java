package cn.chaoxue.exam;

import static org.awaitility.Awaitility.await;

import cn.chaoxue.launcher.EmbeddedRedis;
import cn.chaoxue.launcher.EmbeddedServer;
import cn.chaoxue.launcher.ScratchFolder;
import cn.chaoxue.platform.redis.RedisConfig;
import cn.chaoxue.platform.redis.RedisLink;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Redis servers of one test beside the exam's, gone when it ends.
final class ScratchServers implements AutoCloseable {

    private final Vertx vertx;
    private final RedisConfig config;
    private final ScratchFolder folder = ScratchFolder.create("exam-servers");
    private final List<EmbeddedRedis> servers = new ArrayList<>();
    private final List<Redis> clients = new ArrayList<>();

    ScratchServers(Vertx vertx, RedisConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    EmbeddedRedis started() {
        EmbeddedRedis server = EmbeddedRedis.at(
                folder.path().resolve("redis-" + servers.size()), EmbeddedServer.freePort(), EmbeddedRedis.Role.EXAM);
        servers.add(server);
        server.start();
        return server;
    }

    /// Starts a replica of this server and waits until it is in step. The server would wait five seconds for more
    /// replicas to come; here it waits for none.
    EmbeddedRedis following(EmbeddedRedis primary) {
        send(
                client(primary),
                Request.cmd(Command.CONFIG)
                        .arg("SET")
                        .arg("repl-diskless-sync-delay")
                        .arg(0));
        EmbeddedRedis replica = started();
        Redis client = client(replica);
        String password = URI.create(primary.hosts()).getUserInfo().substring(1);
        String port = Integer.toString(primary.port());
        send(client, Request.cmd(Command.CONFIG).arg("SET").arg("masterauth").arg(password));
        send(client, Request.cmd(Command.REPLICAOF).arg("127.0.0.1").arg(port));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> send(client, Request.cmd(Command.INFO).arg("replication"))
                        .contains("master_link_status:up"));
        return replica;
    }

    RedisLink link(EmbeddedRedis server) {
        return new RedisLink("exam", client(server), config);
    }

    Redis client(EmbeddedRedis server) {
        Redis client = Redis.createClient(vertx, server.hosts());
        clients.add(client);
        return client;
    }

    static String send(Redis client, Request command) {
        return client.send(command).await().atMost(Duration.ofSeconds(20)).toString();
    }

    @Override
    public void close() {
        clients.forEach(Redis::close);
        servers.forEach(EmbeddedRedis::stop);
        folder.delete();
    }
}
