package cn.chaoxue.command;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import java.util.Map;

/// Without arguments the service; with arguments one piece of maintenance, beside services that may be running.
@QuarkusMain
public final class Main {

    private static final String MIGRATES = "quarkus.flyway.migrate-at-start";

    /// Maintenance takes no part in serving: it opens no port, runs no worker, loads no demo.
    /// It says what it waits for.
    private static final Map<String, String> APART = Map.of(
            "quarkus.http.host-enabled", "false",
            "quarkus.log.level", "ERROR",
            "quarkus.log.category.\"cn.chaoxue.platform.schema\".level", "WARN",
            "quarkus.log.category.\"org.flywaydb\".level", "WARN",
            "chaoxue.role.api", "false",
            "chaoxue.role.worker", "false",
            "chaoxue.demo.enabled", "false");

    Main() {}

    /// See [Maintenance] for the arguments.
    public static void main(String... arguments) {
        if (arguments.length == 0) {
            Quarkus.run();
            return;
        }
        APART.forEach(System::setProperty);
        // The tables stay as they are, unless to migrate them is what was asked for.
        System.setProperty(MIGRATES, String.valueOf(List.of(arguments).equals(Maintenance.MIGRATION)));
        Quarkus.run(Maintenance.class, arguments);
    }
}
