// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.radfm.worker.MiniModel;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

import javax.imageio.ImageIO;

/// The command with the small model and pictures made here.
class AskTest {
    @TempDir static Path folder;
    private static Path model;
    private static Path picture;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void make() throws Exception {
        model = MiniModel.in(folder.resolve("model"));
        picture = folder.resolve("picture.png");
        var image = new BufferedImage(70, 50, BufferedImage.TYPE_BYTE_GRAY);
        var random = new Random(3);
        for (int i = 0; i < 70 * 50; i++) {
            image.getRaster().setSample(i % 70, i / 70, 0, random.nextInt(256));
        }
        ImageIO.write(image, "png", picture.toFile());
    }

    @Test
    void questionsAreAnsweredInTheirOrderUnderTheNotice() {
        int status =
                run("--image", picture, "--question", "One?", "--question", "Two?", "--report");

        assertEquals(0, status, err.toString());
        var text = out.toString();
        assertTrue(text.startsWith("AI DRAFT – NOT REVIEWED. Not for clinical use."), text);
        assertTrue(text.contains(MiniModel.NOTICE), text);
        int report = text.indexOf("> Write the report");
        assertTrue(report > 0 && report < text.indexOf("> One?"), text);
        assertTrue(text.indexOf("> One?") < text.indexOf("> Two?"), text);
        assertEquals(3, text.split("\\[6 tokens, max new tokens").length - 1, text);
        assertTrue(err.toString().contains("1 of 1 slices of 50 x 70"), err.toString());
    }

    @Test
    void whatIsStreamedIsWhatJsonHas() throws Exception {
        run("--image", picture, "--question", "One?", "--question", "Two?");
        var streamed = out.toString();
        out.getBuffer().setLength(0);

        var tree = json("--image", picture, "--question", "One?", "--question", "Two?");

        for (var answer : tree.get("answers")) {
            var text = answer.get("text").asText().replaceAll("[\\p{Cntrl}&&[^\n\t]]", "\uFFFD");
            assertTrue(streamed.contains("?\n" + text + "\n["), text);
        }
    }

    @Test
    void jsonNamesTheModelTheScansAndTheirFiles() throws Exception {
        var tree = json("--image", picture, "--question", "What is seen?");

        assertEquals("radfm-mini", tree.at("/model/name").asText());
        assertFalse(tree.at("/model/trained").asBoolean());
        assertTrue(tree.get("status").asText().contains("NOT REVIEWED"));
        assertEquals("[1,64,64,4]", tree.at("/scans/0/shape").toString());
        assertEquals(64, tree.at("/scans/0/sha256/0").asText().length());
        assertEquals(6, tree.at("/answers/0/newTokens").asInt());
        assertTrue(tree.at("/answers/0/yesProbability").isMissingNode());
    }

    @Test
    void theSameSeedDrawsTheSameAnswerAndAnotherDoesNot() throws Exception {
        var drawn = new String[3];
        for (int i = 0; i < 3; i++) {
            var seed = i < 2 ? "7" : "8";
            var tree =
                    json("--image", picture, "--question", "x", "--temperature=2", "--seed", seed);
            drawn[i] = tree.at("/answers/0/text").asText();
        }
        assertEquals(drawn[0], drawn[1]);
        assertFalse(drawn[0].equals(drawn[2]));
    }

    @Test
    void aFileThatIsNoImageIsNamed() throws Exception {
        var file = Files.writeString(folder.resolve("notes.txt"), "no image");

        assertEquals(2, run("--image", file, "--question", "x"));
        assertTrue(
                err.toString().contains("notes.txt: is no DICOM, PNG, JPEG or NIfTI file"),
                err.toString());
        assertEquals("", out.toString());
    }

    @Test
    void whatCannotBeAskedIsAUsageError() {
        assertEquals(CommandLine.ExitCode.USAGE, run("--image", picture));
        assertEquals(
                CommandLine.ExitCode.USAGE,
                run("--image", picture, "--question", "x", "--top-p", "2"));
    }

    @Test
    void aModelThatIsNotThereIsTold() {
        var line = new CommandLine(new Ask()).setErr(new PrintWriter(err, true));

        assertEquals(2, line.execute(folder.resolve("none").toString(), "--question", "x"));
        assertTrue(err.toString().contains("model.json"), err.toString());
    }

    private JsonNode json(Object... arguments) throws Exception {
        var all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--json";
        out.getBuffer().setLength(0);
        assertEquals(0, run(all), err.toString());
        return JsonMapper.builder().build().readTree(out.toString());
    }

    private int run(Object... arguments) {
        var all = new String[arguments.length + 3];
        all[0] = model.toString();
        all[1] = "--threads=1";
        all[2] = "--max-new-tokens=6";
        for (int i = 0; i < arguments.length; i++) {
            all[i + 3] = arguments[i].toString();
        }
        return new CommandLine(new Ask())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }
}
