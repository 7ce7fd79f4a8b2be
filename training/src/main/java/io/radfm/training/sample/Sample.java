// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.sample;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// One thing to learn from, or to be tested with; its scans lie beside it. Holds nothing that names
/// a patient, and is still never written to a log: [#toString] says its key and task alone.
///
/// @param key [SampleKey] of what it holds: equal samples have equal keys
/// @param patient pseudonym
/// @param study pseudonym
/// @param dimensions of all its scans
/// @param modality DICOM's two letters or so
/// @param anatomy body part examined, or empty
/// @param context what the model is given, in order; the question, where there is one, is its last
///   text. Scans have the numbers 0, 1, … in the order in which they stand
/// @param question empty for the family [Family#INTERLEAVED], of which all text is trained on
/// @param answer empty as the question is
/// @param options the closed answers, of which `answer` is one; empty when the answer is open
/// @param label what a diagnosis or rationale is about, else empty
/// @param labels what is known of the study; a label that is not there is not known
/// @param terms medical terms of the answer, which weigh 3 in the loss
/// @param radiology RadMD keeps it
/// @param rules the version of every rule that made it
/// @param provenance all it came from
/// @param acquired what was retained of how and when the images were made
public record Sample(
        String key,
        Split split,
        String patient,
        String study,
        Family family,
        Task task,
        Dimensions dimensions,
        String modality,
        String anatomy,
        List<Segment> context,
        String question,
        String answer,
        List<String> options,
        String label,
        SortedMap<String, Boolean> labels,
        List<String> terms,
        boolean radiology,
        SortedMap<String, String> rules,
        List<Source> provenance,
        Acquired acquired) {
    public static final int FORMAT = 1;
    public static final int MOST_SCANS = 100;

    /// A part of the context.
    public sealed interface Segment {
        record Text(String text) implements Segment {
            public Text {
                require(text != null && !text.isEmpty(), "a text is empty");
            }

            @Override
            public String toString() {
                return "Text{" + text.length() + " characters}";
            }
        }

        /// @param number of the scan's file: `KEY.number.npy`
        record Scan(int number) implements Segment {}
    }

    /// Something it came from.
    public sealed interface Source {
        record Record(String topic, int partition, long offset) implements Source {
            public Record {
                require(topic != null && topic.matches("[\\w.-]{1,249}"), "topic of a source");
                require(partition >= 0 && offset >= 0, "place of a source");
            }
        }

        /// @param sha256 of a stored object
        record Object(String sha256) implements Source {
            public Object {
                require(Digest.isDigest(sha256), "digest of a source");
            }
        }
    }

    /// How and when images were made, as far as that was retained: by default not at all.
    ///
    /// @param date of the study; shifted, it is good for the time between studies of one patient,
    ///   and for nothing else
    /// @param device manufacturer and model, or empty
    public record Acquired(Optional<LocalDate> date, String device) {
        public static final Acquired NOTHING = new Acquired(Optional.empty(), "");

        public Acquired {
            require(device != null && device.length() <= 200, "device");
        }
    }

    /// Of which nothing was retained.
    public Sample(
            String key,
            Split split,
            String patient,
            String study,
            Family family,
            Task task,
            Dimensions dimensions,
            String modality,
            String anatomy,
            List<Segment> context,
            String question,
            String answer,
            List<String> options,
            String label,
            SortedMap<String, Boolean> labels,
            List<String> terms,
            boolean radiology,
            SortedMap<String, String> rules,
            List<Source> provenance) {
        this(
                key,
                split,
                patient,
                study,
                family,
                task,
                dimensions,
                modality,
                anatomy,
                context,
                question,
                answer,
                options,
                label,
                labels,
                terms,
                radiology,
                rules,
                provenance,
                Acquired.NOTHING);
    }

    public Sample {
        require(SampleKey.isKey(key), "key");
        require(split != null && family != null && task != null && dimensions != null, "kind");
        require(notBlank(patient) && notBlank(study), "patient or study");
        require(modality != null && anatomy != null && label != null, "modality, anatomy or label");
        require(question != null && answer != null, "question or answer");
        require(acquired != null, "acquired");
        context = List.copyOf(context);
        options = List.copyOf(options);
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        terms = List.copyOf(terms);
        rules = Collections.unmodifiableSortedMap(new TreeMap<>(rules));
        provenance = List.copyOf(provenance);
        require(inOrder(context), "scans of the context are not 0, 1, … of at most " + MOST_SCANS);
        require(
                (family == Family.INTERLEAVED) == (task == Task.INTERLEAVED),
                "family and task do not go together");
        if (family == Family.INTERLEAVED) {
            require(question.isEmpty() && answer.isEmpty(), "interleaved, and a question");
        } else {
            require(!answer.isBlank(), "no answer");
            require(!question.isBlank() && question.equals(lastText(context)), "question");
        }
        require(options.isEmpty() || options.contains(answer), "answer is no option");
    }

    /// How many scans the context has.
    public int scans() {
        return (int) context.stream().filter(Segment.Scan.class::isInstance).count();
    }

    /// What a program with one text per sample is shown: the texts, a space apart.
    public String contextText() {
        return context.stream()
                .filter(Segment.Text.class::isInstance)
                .map(segment -> ((Segment.Text) segment).text())
                .collect(Collectors.joining(" "));
    }

    Sample withKey(String other) {
        return new Sample(
                other,
                split,
                patient,
                study,
                family,
                task,
                dimensions,
                modality,
                anatomy,
                context,
                question,
                answer,
                options,
                label,
                labels,
                terms,
                radiology,
                rules,
                provenance,
                acquired);
    }

    @Override
    public String toString() {
        return "Sample{" + key + ", " + task.text() + "}";
    }

    private static boolean inOrder(List<Segment> context) {
        int next = 0;
        for (var segment : context) {
            if (segment instanceof Segment.Scan(int number) && number != next++) {
                return false;
            }
        }
        return next <= MOST_SCANS;
    }

    private static String lastText(List<Segment> context) {
        for (var segment : context.reversed()) {
            if (segment instanceof Segment.Text(var text)) {
                return text;
            }
        }
        return "";
    }

    private static boolean notBlank(String text) {
        return text != null && !text.isBlank();
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("sample: " + what);
        }
    }
}
