// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

/// What the command says before anything is computed.
class TrainTest {
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --to m --size tiny                      | --data is missing
                    --to m --data d                         | --model DIR or --size tiny is missing
                    --to m --data d --model a --size tiny   | mutually exclusive
                    --to m --data d --size tiny --stage 3   | --stage is 1 or 2
                    --to m --data d --size tiny --lr 0      | --lr is above 0
                    --to m --data d --size tiny --threads 0 | --threads 1 to 1024
                    --to m --data d --size tiny --steps 5 --warm-up 9 | --warm-up is 0 to the steps
                    """)
    void whatCannotBeIsRefusedBeforeItBegins(String arguments, String reason) {
        assertEquals(CommandLine.ExitCode.USAGE, execute(arguments));
        assertTrue(err.toString().contains(reason), err::toString);
    }

    @Test
    void withoutTheTrainerItSaysHowToStartIt() {
        assertEquals(CommandLine.ExitCode.SOFTWARE, execute("--to m --data d --size tiny"));
        assertTrue(err.toString().contains("./radfm train"), err::toString);
    }

    @Test
    void defaultsOfAPlanFollowItsSteps() {
        var options = new PlanOptions();
        var parsed = new CommandLine(options).parseArgs("--steps", "200", "--batch", "2");
        var plan = options.plan();
        assertEquals(10, plan.warmUp());
        assertEquals(20, plan.validateEvery());
        assertEquals(2, plan.share());
        assertTrue(options.isGiven(parsed));
    }

    @Test
    void checkpointsLieBesideTheModel() {
        var order =
                new TrainingOrder(
                        Path.of("models/tuned/"),
                        null,
                        null,
                        null,
                        true,
                        1,
                        null,
                        null,
                        null,
                        false);
        assertEquals(Path.of("models/tuned.run").toAbsolutePath(), order.runFolder());
    }

    private int execute(String arguments) {
        return new CommandLine(new Train())
                .setErr(new PrintWriter(err, true))
                .execute(arguments.strip().split(" +"));
    }
}
