package cn.chaoxue.load;

import cn.chaoxue.launcher.Trouble;
import cn.chaoxue.load.bench.BenchCommand;
import cn.chaoxue.load.faults.FaultsCommand;
import cn.chaoxue.load.plan.PlanCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Entry of `./chaoxue bench`, `./chaoxue faults` and `./chaoxue plan`.
@Command(
        name = "./chaoxue",
        subcommands = {BenchCommand.class, FaultsCommand.class, PlanCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class Load {

    private Load() {}

    /// Ends the JVM with the command's exit code: 0 done and passed, 1 failed, 2 not understood.
    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new Load()).setExecutionExceptionHandler((failure, _, _) -> {
            if (failure instanceof Trouble) {
                System.err.println("chaoxue: " + failure.getMessage());
            } else {
                failure.printStackTrace();
            }
            return 1;
        });
        System.exit(line.execute(arguments));
    }
}
