// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.testkit.Peers;
import io.radfm.training.evaluate.metrics.Bootstrap;
import io.radfm.training.evaluate.metrics.Reliability;
import io.radfm.training.evaluate.score.Contestant;
import io.radfm.training.evaluate.score.Evaluation;
import io.radfm.training.evaluate.score.Metric;
import io.radfm.training.evaluate.score.Slice;
import io.radfm.training.evaluate.score.TaskScores;
import io.radfm.training.sample.Task;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

import javax.xml.parsers.DocumentBuilderFactory;

/// The comparison on paper.
class HtmlPageTest {
    private static final String HOSTILE = "<script>alert('x')</script> & \"co\"\u0007";

    @Test
    void aHostileNameStaysText() {
        var page = HtmlPage.of(evaluation(HOSTILE, 2));
        assertFalse(page.contains("<script"), "no script, of ours or of others");
        assertTrue(
                page.contains(
                        "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;co&quot; "));
    }

    @Test
    void thePageAsksNobodyForAnything() {
        var page = HtmlPage.of(evaluation("a", 2));
        assertFalse(
                Pattern.compile("(?i)https?://|src=|@import|url\\(|<link").matcher(page).find());
    }

    @Test
    void everyFigureIsWellFormedAndHoldsEveryContestant() throws Exception {
        int contestants = 10; // more than there are colours
        var page = HtmlPage.of(evaluation("model", contestants));
        var figures = new ArrayList<String>();
        var svg = Pattern.compile("(?s)<svg.*?</svg>").matcher(page);
        while (svg.find()) {
            figures.add(svg.group());
        }
        assertEquals(1 + 1 + 3, figures.size(), "radar, diagonal, and bars of three tasks");
        for (var figure : figures) {
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(figure)));
            assertFalse(figure.contains("NaN") || figure.contains("Infinity"), figure);
        }
        assertEquals(contestants, figures.getFirst().split("class=\"area", -1).length - 1);
    }

    @Test
    void whatWasNotMeasuredHasNoFigure() {
        var nothing = new Evaluation(Map.of("questions", "0"), List.of());
        assertFalse(HtmlPage.of(nothing).contains("<svg"));
    }

    @Test
    void theTableFitsTheTerminalAndShowsIntervals() {
        var out = new StringWriter();
        new TerminalTable(new PrintWriter(out), 100).print(evaluation("model\u001B[2J", 3));
        var text = out.toString();

        assertTrue(text.contains("diagnosis (120)"), text);
        assertTrue(text.contains("80.0"), text);
        assertTrue(text.contains("70.0–90.0"), text);
        assertTrue(text.lines().allMatch(line -> line.length() <= 100), text);
        assertFalse(text.contains("\u001B"), "a name does not move the cursor");
    }

    @Test
    void jsonHasEveryNumber() throws Exception {
        var tree =
                new com.fasterxml.jackson.databind.ObjectMapper()
                        .valueToTree(EvaluationTree.of(evaluation("m", 1)));
        var diagnosis = tree.at("/contestants/0/tasks/diagnosis");
        assertEquals(0.8, diagnosis.at("/metrics/accuracy/value").asDouble());
        assertEquals(0.7, diagnosis.at("/metrics/accuracy/low").asDouble(), 1e-9);
        assertEquals(120, diagnosis.at("/byModality/CT/count").asInt());
        assertEquals(0.25, diagnosis.at("/reliability/0/share").asDouble());
    }

    @Test
    void chromiumDrawsThePage(@TempDir Path folder) throws Exception {
        Peers.require("chromium");
        var page = folder.resolve("page.html");
        Files.writeString(page, HtmlPage.of(evaluation("model", 3)));
        var outcome =
                Peers.run(
                        "chromium",
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--screenshot=" + folder.resolve("page.png"),
                        "--window-size=1100,1600",
                        page.toUri().toString());
        var image = javax.imageio.ImageIO.read(folder.resolve("page.png").toFile());

        assertTrue(image != null && image.getWidth() == 1100, outcome.output());
        var colours = new java.util.HashSet<Integer>();
        for (int y = 0; y < image.getHeight(); y += 2) {
            for (int x = 0; x < image.getWidth(); x += 2) {
                colours.add(image.getRGB(x, y));
            }
        }
        assertTrue(colours.contains(0xFF0072B2), "the first contestant's colour is somewhere");
    }

    private static Evaluation evaluation(String name, int contestants) {
        var all = new ArrayList<Contestant>();
        for (int n = 0; n < contestants; n++) {
            var tasks = new ArrayList<TaskScores>();
            tasks.add(task(Task.MODALITY, n, Metric.ACCURACY, Metric.F1));
            tasks.add(task(Task.DIAGNOSIS, n, Metric.ACCURACY, Metric.AUC, Metric.ECE));
            tasks.add(task(Task.REPORT, n, Metric.values()));
            all.add(new Contestant(name, Contestant.Kind.MODEL, Map.of("weights", name), n, tasks));
        }
        return new Evaluation(Map.of("data set", name), all);
    }

    private static TaskScores task(Task task, int contestant, Metric... metrics) {
        var values = new EnumMap<Metric, Slice.Value>(Metric.class);
        for (var metric : metrics) {
            double value = 0.8 / (contestant + 1);
            values.put(
                    metric,
                    new Slice.Value(
                            value,
                            Optional.of(new Bootstrap.Interval(value - 0.1, value + 0.1))
                                    .filter(_ -> contestant == 0)));
        }
        var slice = new Slice(120, values);
        return new TaskScores(
                task,
                slice,
                new TreeMap<>(Map.of("CT", slice)),
                new TreeMap<>(Map.of("a & b", slice)),
                task == Task.DIAGNOSIS
                        ? List.of(
                                new Reliability.Bin(20, 0.3, 0.25),
                                new Reliability.Bin(100, 0.9, 0.8))
                        : List.of());
    }
}
