package cn.chaoxue.launcher;

import java.util.LinkedHashMap;
import java.util.Map;

/// How an embedded PostgreSQL runs: safe first, sized for a laptop.
final class PostgresSettings {

    private PostgresSettings() {}

    static Map<String, String> of(int port) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("port", Integer.toString(port));
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("unix_socket_directories", "");
        // Acknowledged means on disk: the product's claim, also on a laptop and in tests.
        settings.put("fsync", "on");
        settings.put("synchronous_commit", "on");
        settings.put("full_page_writes", "on");
        settings.put("max_connections", "100");
        settings.put("shared_buffers", "256MB");
        settings.put("max_wal_size", "1GB");
        settings.put("timezone", "UTC");
        settings.put("log_timezone", "UTC");
        // Short set-based statements: compiling them costs more than it saves.
        settings.put("jit", "off");
        return settings;
    }
}
