// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.assembly;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.radfm.events.Question;
import io.radfm.streams.composition.CompositionPolicy;
import io.radfm.streams.composition.QuestionFile;
import io.radfm.streams.composition.Questions;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

import java.time.Duration;
import java.util.Map;

/// All by which contexts are made of studies: settings of the streams role, and of whoever
/// assembles again what it assembled.
///
/// @param restartGrace how long senders have to come back after a break before silence counts
public record StudyPolicy(
        AssemblyPolicy assembly,
        CompositionPolicy composition,
        Retention retention,
        Duration restartGrace) {
    private static final String QUIET = "study.quiet.times.ms";
    private static final String QUIET_OTHER = "study.quiet.time.ms";
    private static final String DEADLINE = "study.deadline.ms";
    private static final String GRACE = "study.restart.grace.ms";
    private static final String MAX_INSTANCES = "study.max.instances";
    private static final String MAX_SERIES = "study.max.series";
    private static final String VOLUMES = "context.max.volumes";
    private static final String IMAGES = "context.max.images";
    private static final String SLICES = "context.max.slices";
    private static final String CHARACTERS = "context.max.text.characters";
    private static final String PROMPT = "report.prompt";
    private static final String TOKENS = "report.max.new.tokens";
    private static final String QUESTIONS = "question.set";
    private static final String DIAGNOSES = "question.max.diagnoses";
    private static final String ANSWER_TOKENS = "question.max.new.tokens";
    private static final String SETTLED = "study.retention.ms";
    private static final String UNANSWERED = "job.unanswered.ms";
    private static final String REVISION = "study.revision.retention.ms";

    private static final long SECOND = 1_000;
    private static final long HOUR = 3_600 * SECOND;
    private static final long DAY = 24 * HOUR;

    private static final String QUIET_DEFAULT =
            "CR=5000,DX=5000,MG=10000,IO=5000,PX=5000,CT=15000,MR=15000,PT=15000,NM=15000,"
                    + "US=30000,SR=5000,KO=5000,PR=5000";

    public static final ConfigDef KEYS =
            new ConfigDef()
                    .define(
                            QUIET,
                            Type.STRING,
                            QUIET_DEFAULT,
                            QuietTimes::check,
                            HIGH,
                            "How long a study must receive nothing before its context is made, by"
                                + " modality, in milliseconds. The longest of a study's modalities"
                                + " counts. Longer waits for slow senders; shorter answers sooner"
                                + " and makes more revisions.")
                    .define(
                            QUIET_OTHER,
                            Type.LONG,
                            20 * SECOND,
                            between(100, HOUR),
                            HIGH,
                            "The same for modalities that are not listed.")
                    .define(
                            DEADLINE,
                            Type.LONG,
                            HOUR / 2,
                            between(SECOND, DAY),
                            MEDIUM,
                            "A study that still receives after this time is drafted as it is,"
                                    + " marked partial; what comes later makes the next revision.")
                    .define(
                            GRACE,
                            Type.LONG,
                            15 * SECOND,
                            between(0, HOUR),
                            MEDIUM,
                            "After a restart or a broker outage senders get this time to come back"
                                    + " before silence counts again.")
                    .define(
                            MAX_INSTANCES,
                            Type.INT,
                            20_000,
                            between(1, 100_000),
                            LOW,
                            "A study takes no more instances than this; the rest are dead letters.")
                    .define(
                            MAX_SERIES,
                            Type.INT,
                            500,
                            between(1, 1_000),
                            LOW,
                            "A study takes no more series than this; the rest are dead letters.")
                    .define(
                            VOLUMES,
                            Type.INT,
                            6,
                            between(0, 50),
                            HIGH,
                            "At most so many volumes of a study are shown to the model: the first"
                                + " of each series before further ones, acquired before derived,"
                                + " then those with most slices.")
                    .define(
                            IMAGES,
                            Type.INT,
                            8,
                            between(0, 50),
                            HIGH,
                            "At most so many single images of a study are shown to the model,"
                                    + " spread evenly over it.")
                    .define(
                            SLICES,
                            Type.INT,
                            2_000,
                            between(3, 5_000),
                            LOW,
                            "At most so many instances of one volume, spread evenly over it.")
                    .define(
                            CHARACTERS,
                            Type.INT,
                            600,
                            between(0, 10_000),
                            LOW,
                            "At most so many characters of an indication or a history.")
                    .define(
                            PROMPT,
                            Type.STRING,
                            "Write the report of this examination: first the findings, then the"
                                    + " impression.",
                            new NonEmptyString(),
                            MEDIUM,
                            "What the model is asked.")
                    .define(
                            TOKENS,
                            Type.INT,
                            200,
                            between(1, 2_000),
                            MEDIUM,
                            "A report has at most so many generated tokens.")
                    .define(
                            QUESTIONS,
                            Type.STRING,
                            QuestionFile.DEFAULT,
                            StudyPolicy::checkQuestions,
                            MEDIUM,
                            "What is asked besides the report: default for the diagnoses that the"
                                + " examined part can show and the modality, none, or a JSON file"
                                + " of such questions.")
                    .define(
                            DIAGNOSES,
                            Type.INT,
                            12,
                            between(0, 64),
                            MEDIUM,
                            "At most so many diagnoses are asked about one study, those that stand"
                                    + " first in the set.")
                    .define(
                            ANSWER_TOKENS,
                            Type.INT,
                            8,
                            between(1, 200),
                            LOW,
                            "An answer to one of them has at most so many generated tokens.")
                    .define(
                            SETTLED,
                            Type.LONG,
                            2 * DAY,
                            between(SECOND, 365 * DAY),
                            MEDIUM,
                            "A study's images are forgotten so long after its context was made, if"
                                    + " its draft is out. Images that come later make a revision of"
                                    + " their own.")
                    .define(
                            UNANSWERED,
                            Type.LONG,
                            7 * DAY,
                            between(SECOND, 365 * DAY),
                            LOW,
                            "A job without an answer after this time ends as a failed draft.")
                    .define(
                            REVISION,
                            Type.LONG,
                            365 * DAY,
                            between(SECOND, 3_650 * DAY),
                            LOW,
                            "A study's revision number is forgotten so long after its images, and"
                                    + " with it its last state.");

    public static StudyPolicy of(AbstractConfig config) {
        return new StudyPolicy(
                new AssemblyPolicy(
                        QuietTimes.parse(config.getString(QUIET)),
                        millis(config, QUIET_OTHER),
                        millis(config, DEADLINE),
                        config.getInt(MAX_INSTANCES),
                        config.getInt(MAX_SERIES)),
                new CompositionPolicy(
                        config.getInt(VOLUMES),
                        config.getInt(IMAGES),
                        config.getInt(SLICES),
                        config.getInt(CHARACTERS),
                        questions(config)),
                new Retention(
                        millis(config, SETTLED),
                        millis(config, UNANSWERED),
                        millis(config, REVISION)),
                millis(config, GRACE));
    }

    /// @param values of any settings; those that are no policy are passed over
    /// @throws ConfigException names the setting that is wrong
    public static StudyPolicy of(Map<String, ?> values) {
        return of(new AbstractConfig(KEYS, values, false));
    }

    /// Names the rules and the settings that contexts are made by.
    public String name() {
        return "assembly/1 composition/3 settings/%08x"
                .formatted(
                        (assembly.quietTimes().entrySet().stream()
                                                .map(Object::toString)
                                                .sorted()
                                                .toList()
                                        + assembly.toString().replaceFirst("\\{.*}", "")
                                        + composition)
                                .hashCode());
    }

    private static Questions questions(AbstractConfig config) {
        return new Questions(
                new Question(Questions.REPORT, config.getString(PROMPT), config.getInt(TOKENS)),
                QuestionFile.of(config.getString(QUESTIONS)),
                config.getInt(DIAGNOSES),
                config.getInt(ANSWER_TOKENS));
    }

    private static void checkQuestions(String key, Object value) {
        try {
            QuestionFile.of((String) value);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(key, value, e.getMessage());
        }
    }

    private static Duration millis(AbstractConfig config, String key) {
        return Duration.ofMillis(config.getLong(key));
    }
}
