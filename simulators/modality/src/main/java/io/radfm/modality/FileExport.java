// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality;

import io.radfm.modality.acquisition.Acquisition;
import io.radfm.modality.acquisition.Station;
import io.radfm.modality.caseload.Caseload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Studies as files: `DIR/<patient>/<study number>/<series>-<instance>.dcm`.
final class FileExport {
    private FileExport() {}

    static void write(HospitalOptions options, Path folder, HospitalListener listener)
            throws IOException {
        var caseload = new Caseload(options.seed(), options.begin(), options.modalities());
        for (long n = 0; n < options.studies(); n++) {
            var study = caseload.study(options.first() + n);
            var stations =
                    Station.ALL.stream()
                            .filter(it -> it.modality().equals(study.exam().modality()))
                            .toList();
            var station = stations.get((int) (study.number() % stations.size()));
            var series = Acquisition.of(study, station, options.resolution());
            int instances = series.stream().mapToInt(one -> one.size()).sum();
            listener.begun(study, station, instances);
            var into =
                    Files.createDirectories(
                            folder.resolve(study.patient().id())
                                    .resolve("study-%06d".formatted(study.number())));
            for (int s = 0; s < series.size(); s++) {
                for (int i = 0; i < series.get(s).size(); i++) {
                    series.get(s)
                            .instance(i, series.get(s).compressed())
                            .write(into.resolve("%02d-%04d.dcm".formatted(s + 1, i + 1)));
                }
            }
            listener.sent(study, station, instances);
        }
    }
}
