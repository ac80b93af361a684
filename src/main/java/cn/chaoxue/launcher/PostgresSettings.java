package cn.chaoxue.launcher;

import java.util.LinkedHashMap;
import java.util.Map;

/// How an embedded PostgreSQL runs: safe first, sized for what it is to serve.
final class PostgresSettings {

    private PostgresSettings() {}

    static Map<String, String> of(int port, EmbeddedPostgres.Size size) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("port", Integer.toString(port));
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("unix_socket_directories", "");
        // Acknowledged means on disk: the product's claim, also on a laptop and in tests.
        settings.put("fsync", "on");
        settings.put("synchronous_commit", "on");
        settings.put("full_page_writes", "on");
        settings.put("max_connections", "100");
        settings.putAll(sizes(size));
        settings.put("timezone", "UTC");
        settings.put("log_timezone", "UTC");
        // Short set-based statements: compiling them costs more than it saves.
        settings.put("jit", "off");
        return settings;
    }

    /// A campaign changes rows all over its tables: what is not in memory is read anew for each, and a page written
    /// for the first time after a checkpoint goes into the journal whole. So both are to be rare
    /// (docs/operations/run.md).
    private static Map<String, String> sizes(EmbeddedPostgres.Size size) {
        return switch (size) {
            case LAPTOP -> Map.of("shared_buffers", "256MB", "max_wal_size", "1GB");
            case CAMPAIGN -> Map.of("shared_buffers", "2GB", "max_wal_size", "16GB", "checkpoint_timeout", "15min");
        };
    }
}
