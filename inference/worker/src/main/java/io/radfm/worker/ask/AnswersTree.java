// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker.ask;

import io.radfm.events.InstanceRef;
import io.radfm.model.Answer;
import io.radfm.model.Description;
import io.radfm.preparation.PreparedInput;
import io.radfm.worker.ask.Ask.Asked;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What `--json` prints: what was seen, asked and answered, and by which model.
final class AnswersTree {
    private AnswersTree() {}

    static Map<String, Object> of(
            Description model, PreparedInput input, List<Asked> asked, List<Answer> answers) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("status", "AI DRAFT – NOT REVIEWED. Not for clinical use.");
        tree.put("model", model);
        tree.put("scans", input.scans().stream().map(AnswersTree::scan).toList());
        var told = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < answers.size(); i++) {
            told.add(answer(asked.get(i), answers.get(i)));
        }
        tree.put("answers", told);
        return tree;
    }

    private static Map<String, Object> scan(PreparedInput.Scan scan) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("shape", scan.tensor().shape());
        tree.put("notes", scan.facts().toEvent().getNotes());
        var files = scan.facts().instances().stream().map(InstanceRef::getDigest).distinct();
        tree.put("sha256", files.toList());
        return tree;
    }

    private static Map<String, Object> answer(Asked asked, Answer answer) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("question", asked.text());
        tree.put("text", answer.text());
        if (asked.yesNo()) {
            var yes = answer.yesProbability();
            tree.put("yesProbability", yes.isPresent() ? yes.getAsDouble() : null);
        }
        tree.put("promptTokens", answer.promptTokens());
        tree.put("newTokens", answer.newTokens());
        tree.put("stop", answer.stop().name().toLowerCase(Locale.ROOT));
        tree.put("seconds", answer.timings().total().toMillis() / 1e3);
        return tree;
    }
}
