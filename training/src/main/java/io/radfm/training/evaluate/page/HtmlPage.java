// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.page;

import static io.radfm.training.evaluate.page.Svg.escaped;

import io.radfm.training.evaluate.score.Contestant;
import io.radfm.training.evaluate.score.Evaluation;
import io.radfm.training.evaluate.score.Metric;
import io.radfm.training.evaluate.score.Slice;
import io.radfm.training.evaluate.score.TaskScores;
import io.radfm.training.sample.Task;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/// The comparison as one HTML file: figures first, then every table, then what the numbers mean.
public final class HtmlPage {
    private final Evaluation evaluation;
    private final StringBuilder page = new StringBuilder();

    private HtmlPage(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    public static String of(Evaluation evaluation) {
        return new HtmlPage(evaluation).whole();
    }

    private String whole() {
        add("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">");
        add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        add("<meta name=\"color-scheme\" content=\"light dark\">");
        add("<title>RadBench</title><style>", Style.sheet(), "</style></head><body><main>");
        add("<h1>RadBench</h1><p class=\"notice\">Not for clinical use. Shares are in hundredths;");
        add(" ranges are 95 % bootstrap intervals over patients.</p>");
        facts(evaluation.facts());
        contestants();
        figures();
        for (var task : Task.values()) {
            if (!Tables.metrics(evaluation, task).isEmpty()) {
                task(task);
            }
        }
        meanings();
        add("</main></body></html>\n");
        return page.toString();
    }

    private void facts(Map<String, String> facts) {
        add("<dl>");
        facts.forEach((what, is) -> add("<dt>", escaped(what), "</dt><dd>", escaped(is), "</dd>"));
        add("</dl>");
    }

    private void contestants() {
        add("<section class=\"card\"><h2>Compared</h2><ul class=\"legend\">");
        for (int n = 0; n < evaluation.contestants().size(); n++) {
            var it = evaluation.contestants().get(n);
            add("<li>", mark(n), "<b>", escaped(it.name()), "</b>");
            it.facts()
                    .forEach((what, is) -> add(" <small>", escaped(what + ": " + is), "</small>"));
            if (it.missing() > 0) {
                add(" <small>no answer to ", it.missing() + " questions</small>");
            }
            add("</li>");
        }
        add("</ul></section>");
    }

    private void figures() {
        var radar = Radar.of(evaluation);
        var diagonal = Diagonal.of(evaluation);
        if (!radar.isEmpty()) {
            add("<section class=\"card\"><h2>All tasks</h2><figure>", radar, "</figure></section>");
        }
        if (!diagonal.isEmpty()) {
            add("<section class=\"card\"><h2>What a probability is worth</h2>");
            add("<figure class=\"small\">", diagonal, "</figure></section>");
        }
    }

    private void task(Task task) {
        add("<section class=\"card\"><h2>", escaped(title(task)));
        add(" <small>", Tables.count(evaluation, task) + " questions</small></h2>");
        add("<figure class=\"wide\">", Bars.of(evaluation, task), "</figure>");
        table(task, "", TaskScores::all);
        details(task, "By modality", TaskScores::byModality);
        details(task, "By label", TaskScores::byLabel);
        add("</section>");
    }

    private void details(
            Task task, String title, Function<TaskScores, ? extends Map<String, Slice>> slices) {
        var names = new TreeSet<String>();
        for (var contestant : evaluation.contestants()) {
            contestant.scores(task).ifPresent(it -> names.addAll(slices.apply(it).keySet()));
        }
        if (!names.isEmpty()) {
            add("<details><summary>", title, "</summary>");
            for (var name : names) {
                table(task, name, scores -> slices.apply(scores).get(name));
            }
            add("</details>");
        }
    }

    private void table(Task task, String caption, Function<TaskScores, Slice> slice) {
        var metrics = Tables.metrics(evaluation, task);
        add("<div class=\"scroll\"><table>");
        add(caption.isEmpty() ? "" : "<caption>" + escaped(caption) + "</caption>");
        add("<thead><tr><th></th><th>n</th>");
        for (var metric : metrics) {
            add("<th title=\"", escaped(metric.meaning()), "\">", escaped(metric.title()));
            add(metric.better() == Metric.Better.LOWER ? " ↓</th>" : "</th>");
        }
        add("</tr></thead><tbody>");
        for (int n = 0; n < evaluation.contestants().size(); n++) {
            var contestant = evaluation.contestants().get(n);
            var part = contestant.scores(task).map(slice).orElse(null);
            if (part != null) {
                row(n, contestant, part, metrics);
            }
        }
        add("</tbody></table></div>");
    }

    private void row(int number, Contestant contestant, Slice slice, List<Metric> metrics) {
        add("<tr><th scope=\"row\">", mark(number), escaped(contestant.name()), "</th>");
        add("<td>", slice.count() + "</td>");
        for (var metric : metrics) {
            var value = slice.values().get(metric);
            add("<td>");
            if (value != null) {
                add(Numbers.percent(value.value()));
                add("<small>", Numbers.interval(value), "</small>");
            }
            add("</td>");
        }
        add("</tr>");
    }

    private void meanings() {
        add("<section class=\"card\"><h2>What the numbers are</h2><dl>");
        Arrays.stream(Metric.values())
                .forEach(
                        it -> add("<dt>", it.title(), "</dt><dd>", escaped(it.meaning()), "</dd>"));
        add("</dl></section>");
    }

    private static String mark(int number) {
        return "<i class=\"b%d\"></i>".formatted(number % Style.COLOURS);
    }

    private static String title(Task task) {
        return switch (task) {
            case INTERLEAVED -> "Interleaved";
            case MODALITY -> "Modality recognition";
            case DIAGNOSIS -> "Disease diagnosis";
            case VQA -> "Visual question answering";
            case REPORT -> "Report generation";
            case RATIONALE -> "Rationale diagnosis";
        };
    }

    private void add(String... parts) {
        for (var part : parts) {
            page.append(part);
        }
    }
}
