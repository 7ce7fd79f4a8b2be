// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker.ask;

import io.radfm.model.Answer;
import io.radfm.model.Description;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Answers on a terminal, in the order they were asked: the first that is not ended is shown as it
/// is written; those written beside it wait. Any thread may tell it.
final class Transcript {
    private final PrintWriter out;
    private final List<String> questions;
    private final boolean shown;
    private final List<StringBuilder> written = new ArrayList<>();
    private int current;
    private boolean begun;
    private int printed;

    /// @param shown false: nothing is printed
    Transcript(PrintWriter out, List<String> questions, boolean shown) {
        this.out = out;
        this.questions = questions;
        this.shown = shown;
        questions.forEach(_ -> written.add(new StringBuilder()));
    }

    static void notice(PrintWriter out, Description model) {
        out.println("AI DRAFT – NOT REVIEWED. Not for clinical use.");
        out.println(plain(model.name() + " " + model.version() + ", " + model.engine()));
        if (!model.notice().isEmpty()) {
            out.println(plain(model.notice()));
        }
        out.flush();
    }

    synchronized void wrote(int question, String text) {
        written.get(question).append(text);
        if (question == current) {
            show();
        }
    }

    /// Called in the order of the questions.
    synchronized void ended(int question, Answer answer) {
        written.set(question, new StringBuilder(answer.text()));
        show();
        if (shown) {
            out.println();
            out.println(
                    "[%d tokens, %s, %.1f s]"
                            .formatted(
                                    answer.newTokens(),
                                    answer.stop().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                                    answer.timings().total().toMillis() / 1e3));
            answer.yesProbability()
                    .ifPresent(yes -> out.println(String.format(Locale.ROOT, "[yes %.3f]", yes)));
        }
        current = question + 1;
        begun = false;
        printed = 0;
        if (current < questions.size() && !written.get(current).isEmpty()) {
            show();
        }
    }

    private void show() {
        if (!shown) {
            return;
        }
        if (!begun) {
            begun = true;
            out.println();
            out.println("> " + plain(questions.get(current)));
        }
        var text = written.get(current);
        out.print(plain(text.substring(printed)));
        printed = text.length();
        out.flush();
    }

    /// What a model or a file says must not move the cursor or the colours of a terminal.
    private static String plain(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "\uFFFD");
    }
}
