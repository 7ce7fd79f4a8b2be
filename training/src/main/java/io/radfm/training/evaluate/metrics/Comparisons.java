// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.metrics;

import java.util.regex.Pattern;

/// Whether a text compares with an earlier examination. A model that was shown none and still
/// writes *unchanged* has made that up; RadFM's authors name this weakness.
public final class Comparisons {
    private static final Pattern COMPARING =
            Pattern.compile(
                    """
                    \\b(?:compar(?:ed|ison|ing)\\s+(?:to|with)\
                    |(?:prior|previous|earlier|last|preceding)\\s+\
                    (?:\\w+\\s+){0,2}(?:stud(?:y|ies)|exam(?:ination)?s?|radiographs?|films?|scans?|images?|cts?|mrs?|mris?|x-?rays?)\
                    |in\\s+the\\s+interval|interval\\s+(?:change|increase|decrease|resolution|improvement|development|worsening|growth|removal|placement)\
                    |unchanged|(?:has|have|had)\\s+(?:not\\s+)?(?:changed|increased|decreased|improved|worsened|progressed|resolved|grown)\
                    |(?:is|are|remains?|appears?)\\s+(?:stable|improved|worse(?:ned)?|larger|smaller)\\b(?!\\s+than)\
                    |new(?:ly)?\\s+since|since\\s+(?:the\\s+)?(?:prior|previous|last)|again\\s+(?:seen|noted|demonstrated)\
                    |no\\s+longer\\s+(?:seen|visible|present)|as\\s+before|previously)\\b\
                    """,
                    Pattern.CASE_INSENSITIVE);

    /// Longer texts are cut.
    private static final int MOST_CHARACTERS = 100_000;

    private Comparisons() {}

    public static boolean in(String text) {
        int end = Math.min(text.length(), MOST_CHARACTERS);
        return COMPARING.matcher(text.subSequence(0, end)).find();
    }
}
