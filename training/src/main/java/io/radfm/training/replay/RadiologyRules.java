// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import io.radfm.events.StudyContext;
import io.radfm.training.sample.Npy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Which studies RadMD keeps: radiology, whole, with something to see and something said about it.
final class RadiologyRules {
    /// The rules' version.
    static final String RULES = "1";

    private static final int SHORTEST_FINDINGS = 20;
    private static final Set<String> RADIOLOGY =
            Set.of("CR", "DX", "CT", "MR", "MG", "PT", "NM", "XA", "RF", "US", "BMD");

    private RadiologyRules() {}

    /// The rules that are broken, by name:
    /// - `modality`: the main modality is none of radiology
    /// - `partial`: the context was closed while images were arriving
    /// - `findings`: the report's findings are shorter than 20 characters
    /// - `flat`: a scan shows nothing, one value everywhere
    static List<String> broken(StudyContext context, String findings, List<Npy.Array> scans) {
        var broken = new ArrayList<String>();
        if (!RADIOLOGY.contains(context.getModality())) {
            broken.add("modality");
        }
        if (context.getPartial()) {
            broken.add("partial");
        }
        if (findings.length() < SHORTEST_FINDINGS) {
            broken.add("findings");
        }
        if (scans.stream().anyMatch(RadiologyRules::isFlat)) {
            broken.add("flat");
        }
        return broken;
    }

    private static boolean isFlat(Npy.Array scan) {
        float first = scan.value(0);
        for (int i = 1; i < scan.values(); i++) {
            if (scan.value(i) != first) {
                return false;
            }
        }
        return true;
    }
}
