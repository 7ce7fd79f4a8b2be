// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.format;

import java.util.SortedMap;

/// Which class of the authors' reads which file, for who opens the folder.
final class AuthorsGuide {
    private static final String TEXT =
            """
            # The same samples for the loader classes of RadFM's authors

            Paths are relative: use this folder as the working directory. `SPLIT` is `train`, `validation` or `test`; a table that \
            would be empty is not there.

            | File | Class (`src/Dataset/dataset`) | Samples |
            |---|---|---|
            | `binary_SPLIT.csv` | `Binary_Dataset(csv, "yes_no_prompt.json")` | diagnosis from one picture |
            | `caption_SPLIT.csv` | `ChestXray_Dataset(csv, "report_prompt.json")` | report of one picture |
            | `vqa_SPLIT.csv` | `VQA_Dataset(csv)` | modality, VQA and rationale from one picture |
            | `case_report_SPLIT.csv` | `CaseReport_dataset(csv, "figures")` | any question about several pictures |
            | `paper_SPLIT.csv` | `Paper_Inline_dataset(csv, "figures")` | interleaved pictures |
            | `radio_vqa_SPLIT.csv` | `RadioVQA_Dataset(csv)` | modality, diagnosis and VQA from volumes |
            | `radio_caption_SPLIT.json` | `RadioCaption_Dataset(json, "report_prompt.json")` | report of volumes |
            | `radio_features_SPLIT.json` | `Radiofeatures_Dataset(json, "feature_prompt.json", "yes_no_prompt.json", "articles.json")` | rationale from volumes |

            `volumes/*.npy` are arrays `[S, 3, H, W, D]` of all scans of a sample, grey three times. `pictures/*.png` are without loss, \
            and so are `figures/*.jpg`, which are PNG, too: two of the classes ask for that ending, and Pillow looks at the content.

            What these classes do with them is theirs: they choose the phrasings of some questions and where scans stand, crop \
            pictures at random, and scale volumes from their least to their largest value. `Radiofeatures_Dataset` draws half of its \
            questions from all labels, also from those a study has. No class takes volumes inside a text.

            """;

    private AuthorsGuide() {}

    /// @param rows of each file, and what was left out
    static String text(SortedMap<String, Long> rows) {
        var text = new StringBuilder(TEXT).append("| | |\n|---|---|\n");
        rows.forEach((name, count) -> text.append("| %s | %d |\n".formatted(name, count)));
        return text.toString();
    }
}
