package cn.chaoxue.command;

import cn.chaoxue.cadre.CadreClass;
import cn.chaoxue.cadre.CadreRequest;
import cn.chaoxue.cadre.Employment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/// Asks on the terminal, or reads one answer a line. Numbers of people never stand on a command line, which everybody
/// on the machine can read.
final class Questions {

    private final BufferedReader answers;
    private final PrintStream terminal;

    Questions(Reader answers, PrintStream terminal) {
        this.answers = new BufferedReader(answers);
        this.terminal = terminal;
    }

    static Questions atTerminal() {
        return new Questions(new InputStreamReader(System.in, StandardCharsets.UTF_8), System.out);
    }

    /// The answer without blanks around it; empty where nothing was said.
    String ask(String question) {
        terminal.print(question + ": ");
        terminal.flush();
        try {
            String answer = answers.readLine();
            return answer == null ? "" : answer.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether the answer is yes; nothing said is no. Empty for what is neither: a slip decides nothing.
    Optional<Boolean> agreed(String question) {
        return switch (ask(question + " (yes or no; empty: no)").toLowerCase(Locale.ROOT)) {
            case "y", "yes", "是" -> Optional.of(true);
            case "", "n", "no", "否" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /// A record to enter; empty for somebody who is recorded already.
    Optional<CadreRequest> record(String idNumber, LocalDate today) {
        String name = ask("name (empty: recorded already)");
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(CadreRequest.asGiven(
                        name,
                        idNumber,
                        ask("mobile number"),
                        null,
                        null,
                        CadreClass.BUREAU,
                        Employment.FULL_TIME,
                        ask("post"),
                        today,
                        null,
                        null,
                        null,
                        null));
    }
}
