package cn.chaoxue.launcher;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/// What a newcomer needs once the demo runs: where it is and whom to sign in as.
final class Welcome {

    private static final String ROW = "  %-15s %-20s %-14s %s %s";

    private Welcome() {}

    /// Prints the address and the demo accounts.
    static void show(DemoApi api) {
        Progress.say("ready: http://localhost:%d/", api.port());
        Progress.plain("");
        try {
            if (api.get("accounts") instanceof List<?> accounts) {
                Progress.plain(
                        ROW.formatted("role", "user name", "password", "", "").stripTrailing());
                accounts.forEach(account -> Progress.plain(row(account)));
            }
        } catch (IOException e) {
            Progress.plain("  (no demo accounts: " + e.getMessage() + ")");
        }
        Progress.plain("");
        Progress.plain("  API: http://localhost:%d/q/swagger-ui    stop: Ctrl-C".formatted(api.port()));
    }

    private static String row(Object account) {
        return String.format(
                Locale.ROOT,
                ROW,
                Json.text(account, "role"),
                Json.text(account, "username"),
                Json.text(account, "password"),
                Json.text(account, "name"),
                Json.text(account, "unit", "name"));
    }
}
