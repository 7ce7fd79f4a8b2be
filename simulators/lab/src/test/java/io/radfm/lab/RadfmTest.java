// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import picocli.CommandLine;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/// What the launcher says before anything is started.
class RadfmTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void helpListsEveryCommandInOneLine() {
        assertEquals(0, radfm("help"));
        for (var command : Command.values()) {
            assertEquals(
                    1,
                    out.toString()
                            .lines()
                            .filter(line -> line.startsWith("  " + command.word() + " "))
                            .filter(line -> line.endsWith(command.summary()))
                            .count(),
                    command.word());
        }
    }

    @ParameterizedTest
    @EnumSource
    void theListSaysWhatTheCommandSaysOfItself(Command command) {
        var line = CommandLines.of(command);
        var description = line.getCommandSpec().usageMessage().description();
        assertEquals(description[0], command.summary());
    }

    @ParameterizedTest
    @EnumSource
    void everyCommandHasHelpUnderTheNameItIsCalledBy(Command command) {
        var help = new StringWriter();
        var line = CommandLines.withHelp(CommandLines.of(command));
        line.setOut(new PrintWriter(help, true));
        assertEquals(0, line.execute("--help"));
        assertTrue(help.toString().startsWith("Usage: ./radfm " + command.word()), help::toString);
    }

    @ParameterizedTest
    @EnumSource
    void helpNamesNoDefaultWhereThereIsNone(Command command) {
        assertNamesTrueDefaults(CommandLines.withHelp(CommandLines.of(command)));
    }

    private static void assertNamesTrueDefaults(CommandLine line) {
        var lines = line.getUsageMessage().lines().map(String::strip).toList();
        for (var nothing : List.of("Default:", "Default: []", "Default: Optional.empty")) {
            assertFalse(lines.contains(nothing), () -> String.join("\n", lines));
        }
        line.getSubcommands().values().forEach(RadfmTest::assertNamesTrueDefaults);
    }

    @Test
    void whereThereIsADefaultHelpNamesIt() {
        var train = CommandLines.withHelp(CommandLines.of(Command.TRAIN)).getUsageMessage();
        assertTrue(train.contains("Default: 2000"), train);
    }

    @Test
    void anUnknownNameIsRefusedWithWhatWasProbablyMeant() {
        assertEquals(2, radfm("ingset"));
        assertTrue(err.toString().contains("no role or command 'ingset'"), err::toString);
        assertTrue(err.toString().contains("./radfm ingest"), err::toString);
    }

    @Test
    void withoutANameItPrintsTheListAndFails() {
        assertEquals(2, radfm());
        assertTrue(err.toString().contains("Usage: ./radfm NAME"));
    }

    @Test
    void theVersionIsThatOfTheBuild() {
        assertEquals(0, radfm("--version"));
        assertTrue(
                out.toString().matches("RadFM Streams \\d+\\.\\d+\\.\\d+\\S*, Java 25.*\\R"),
                out::toString);
    }

    private int radfm(String... words) {
        return Radfm.run(List.of(words), new PrintStream(out), new PrintStream(err));
    }
}
