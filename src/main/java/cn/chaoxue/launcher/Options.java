package cn.chaoxue.launcher;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What was asked for on the command line; anything unknown or out of range is refused with the usage (exit code 2).
record Options(String command, int port, int cadres, Path data, boolean fresh, int rehearse) {

    static final String USAGE = """
            usage: ./chaoxue COMMAND

              demo [--port 8080] [--cadres 2000] [--data DIR] [--fresh] [--rehearse N]
                       the whole product with demo data on this machine, until Ctrl-C
                         --port      where the web page is served (1 to 65535)
                         --cadres    how many demo people are made (100 to 1000000)
                         --data      where the databases are kept (default %s)
                         --fresh     forget what earlier demos stored
                         --rehearse  let N synthetic learners study (1 to 5000)
              test     everything that must pass before a change goes in
              dev [--port 8080] [--cadres 2000] [--data DIR] [--fresh]
                       live coding on the same embedded servers
              audit verify [SEQ:HASH] [--data DIR]
                       is the audit log of a demo as it was written? (for other databases: docs/operations/audit.md)
              audit show SEQ --reason TEXT [--data DIR]
                       one entry of it with personal values in clear; that it was shown is an entry itself
              keys add|reseal [--data DIR]
                       change the key that seals personal fields
              admin appoint|reset [--data DIR]
                       make somebody an administrator of the centre; help one who lost phone or password
              database migrate [--data DIR]
                       bring the tables to what this version needs, and the rights of the service's role
              bench NAME, faults [NAME], plan
                       how fast it is, what it survives, what it needs; each says more with --help
            """.formatted(UserFolders.data().resolve("demo"));

    /// Commands that the service's own process does; it reads their arguments.
    static final Set<String> MAINTENANCE = Set.of("audit", "keys", "admin", "database");

    private static final String FLAG = "--fresh";
    private static final Map<String, Set<String>> KNOWN = Map.of(
            "demo", Set.of("--port", "--cadres", "--data", FLAG, "--rehearse"),
            "dev", Set.of("--port", "--cadres", "--data", FLAG),
            "test", Set.of());

    /// Reads the arguments, command first.
    static Options parse(String[] arguments) {
        Deque<String> left = new ArrayDeque<>(List.of(arguments));
        String command = left.isEmpty() ? "" : left.pop();
        Set<String> known = KNOWN.get(command);
        if (known == null) {
            throw refusal(command.isEmpty() ? "a command is needed" : "unknown command '" + command + "'");
        }
        Map<String, String> given = new HashMap<>();
        while (!left.isEmpty()) {
            take(left, known, given);
        }
        return new Options(
                command,
                number(given, "--port", 8080, 1, 65_535),
                number(given, "--cadres", 2000, 100, 1_000_000),
                folder(given, UserFolders.data().resolve(command)),
                given.containsKey(FLAG),
                number(given, "--rehearse", 0, 1, 5000));
    }

    /// Takes one option with its value, written `--name value` or `--name=value`.
    private static void take(Deque<String> left, Set<String> known, Map<String, String> given) {
        String[] parts = left.pop().split("=", 2);
        String name = parts[0];
        if (!known.contains(name) || (name.equals(FLAG) && parts.length > 1)) {
            throw refusal("unknown option '" + String.join("=", parts) + "'");
        }
        if (name.equals(FLAG)) {
            given.put(name, "");
            return;
        }
        String value = parts.length > 1 ? parts[1] : left.isEmpty() ? "" : left.pop();
        if (value.isEmpty() || value.startsWith("--")) {
            throw refusal(name + " needs a value");
        }
        given.put(name, value);
    }

    private static int number(Map<String, String> given, String name, int absent, int least, int most) {
        String value = given.get(name);
        if (value == null) {
            return absent;
        }
        if (value.matches("\\d{1,9}") && Integer.parseInt(value) >= least && Integer.parseInt(value) <= most) {
            return Integer.parseInt(value);
        }
        throw refusal(name + " needs a number from " + least + " to " + most + ", not '" + value + "'");
    }

    private static Path folder(Map<String, String> given, Path absent) {
        String value = given.get("--data");
        return value == null ? absent : Path.of(value).toAbsolutePath().normalize();
    }

    private static Trouble refusal(String why) {
        return new Trouble(2, why + ".\n\n" + USAGE.stripTrailing());
    }
}
