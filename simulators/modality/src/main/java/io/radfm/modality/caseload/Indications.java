// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.caseload;

import static io.radfm.modality.caseload.Population.one;

import io.radfm.modality.phantom.Exam;
import io.radfm.modality.phantom.Label;
import io.radfm.modality.phantom.Truth;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// Why a study was ordered. Often it fits what will be found, and as often something else is
/// suspected: who orders does not know yet, and whoever reads the indication alone does not either.
final class Indications {
    private static final double FITTING = 0.5;
    private static final double SUSPECTED = 0.5;
    private static final double NAMED = 0.5;

    private Indications() {}

    static String of(Truth truth, RandomGenerator random) {
        if (!truth.isNormal() && random.nextDouble() < FITTING) {
            return one(fitting(truth.findings().getFirst().label()), random);
        }
        if (random.nextDouble() < SUSPECTED) {
            var any =
                    Arrays.stream(Label.values())
                            .filter(label -> label.exam() == truth.exam())
                            .toList();
            return one(fitting(one(any, random)), random);
        }
        return one(usual(truth.exam()), random);
    }

    static String followUp(Truth before, RandomGenerator random) {
        return before.isNormal() || random.nextDouble() >= NAMED
                ? one(
                        List.of("Persistent symptoms.", "Follow-up.", "Symptoms have come back."),
                        random)
                : one(
                                List.of(
                                        "Follow-up of known %s.",
                                        "Known %s, progress?", "Control after treatment of %s."),
                                random)
                        .formatted(words(before.findings().getFirst().label()));
    }

    private static String words(Label label) {
        return switch (label) {
            case EFFUSION -> "pleural effusion";
            case BRAIN_MASS, BRAIN_TUMOUR -> "intracranial mass";
            case HAEMORRHAGE -> "intracranial haemorrhage";
            case AORTIC_ANEURYSM -> "aortic aneurysm";
            default -> label.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        };
    }

    private static List<String> usual(Exam exam) {
        return switch (exam) {
            case CHEST_XRAY ->
                    List.of(
                            "Cough for two weeks.",
                            "Dyspnoea.",
                            "Chest pain, rule out pneumonia.",
                            "Preoperative.",
                            "Fever of unknown origin.");
            case HEAD_CT ->
                    List.of(
                            "Fall, head injury.",
                            "Sudden severe headache.",
                            "Confusion, rule out bleeding.",
                            "Reduced consciousness.",
                            "First seizure.");
            case BRAIN_MR ->
                    List.of(
                            "Chronic headache.",
                            "Dizziness, unsteady gait.",
                            "Memory loss.",
                            "Visual disturbance.",
                            "Seizures.");
            case ABDOMEN_CT ->
                    List.of(
                            "Abdominal pain.",
                            "Weight loss, rule out malignancy.",
                            "Elevated liver enzymes.",
                            "Flank pain.",
                            "Unclear inflammation, focus?");
        };
    }

    private static List<String> fitting(Label label) {
        return switch (label) {
            case EFFUSION -> List.of("Dyspnoea, dull percussion at the base.", "Effusion?");
            case PNEUMOTHORAX -> List.of("Sudden chest pain and dyspnoea.", "After chest drain.");
            case CARDIOMEGALY -> List.of("Heart failure?", "Dyspnoea on exertion, leg oedema.");
            case CONSOLIDATION -> List.of("Fever and cough, pneumonia?", "Sepsis, focus?");
            case NODULE -> List.of("Heavy smoker, haemoptysis.", "Staging.");
            case PACEMAKER -> List.of("After implantation of a pacemaker.", "Lead position?");
            case HAEMORRHAGE -> List.of("Fall on anticoagulants.", "Hemiparesis, bleeding?");
            case BRAIN_MASS, BRAIN_TUMOUR ->
                    List.of("Headache worse in the morning, mass?", "New seizures, tumour?");
            case SKULL_FRACTURE -> List.of("Blow to the head, fracture?", "Road accident.");
            case MIDLINE_SHIFT -> List.of("Reduced consciousness.");
            case WHITE_MATTER_LESIONS -> List.of("Optic neuritis, demyelination?", "Memory loss.");
            case INFARCT -> List.of("Hemiparesis since yesterday.", "Aphasia, infarct?");
            case LIVER_LESION -> List.of("Known colon cancer, staging.", "Lesion on ultrasound.");
            case KIDNEY_STONE -> List.of("Colic, stone?", "Haematuria and flank pain.");
            case RENAL_CYST -> List.of("Renal lesion on ultrasound.", "Haematuria.");
            case ASCITES -> List.of("Growing girth, cirrhosis.", "Ascites?");
            case AORTIC_ANEURYSM -> List.of("Pulsating abdominal mass.", "Aneurysm on ultrasound.");
        };
    }
}
