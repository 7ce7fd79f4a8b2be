// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.radfm.wire.AeTitle;
import io.radfm.wire.scu.Destination;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// What the lab is told. Settings of its roles that are not listed here reach them by `--config` or
/// the environment, under the roles' own names.
///
/// @param studies stop after so many drafts, or signed reports where no worker runs; 0 for never
/// @param worker whether studies are drafted
record LabSettings(
        Path data,
        AeTitle aeTitle,
        int dicomPort,
        int httpPort,
        boolean simulators,
        int studies,
        Optional<Destination> pacs,
        boolean worker,
        SimulationSettings simulation) {
    static final String DICOM_PORT = "dicom.port";
    static final String HTTP_PORT = "http.port";
    static final String DATA_DIR = "data.dir";
    private static final String AE_TITLE = "ae.title";
    private static final String SIMULATORS = "simulators";
    private static final String STUDIES = "studies";
    private static final String PACS = "pacs";
    private static final String WORKER = "worker";

    static final ConfigDef KEYS =
            SimulationSettings.define(
                    new ConfigDef()
                            .define(
                                    DATA_DIR,
                                    Type.STRING,
                                    "lab",
                                    valid("a path", Path::of),
                                    HIGH,
                                    "The one folder of everything: topics, objects, reports, model,"
                                            + " log. The next start on it continues.")
                            .define(
                                    AE_TITLE,
                                    Type.STRING,
                                    "RADFM",
                                    valid("an AE title", AeTitle::of),
                                    HIGH,
                                    "Our application entity title, called by senders and used"
                                            + " towards the PACS.")
                            .define(
                                    DICOM_PORT,
                                    Type.INT,
                                    11112,
                                    between(0, 65535),
                                    HIGH,
                                    "Port for C-STORE and C-ECHO, on loopback; 0 for a free one,"
                                            + " kept with the data.")
                            .define(
                                    HTTP_PORT,
                                    Type.INT,
                                    8080,
                                    between(0, 65535),
                                    HIGH,
                                    "Port of the reading page and the API, on loopback; 0 for a"
                                            + " free one, kept with the data.")
                            .define(
                                    SIMULATORS,
                                    Type.BOOLEAN,
                                    true,
                                    HIGH,
                                    "Whether simulated modalities send studies.")
                            .define(
                                    STUDIES,
                                    Type.INT,
                                    0,
                                    atLeast(0),
                                    MEDIUM,
                                    "Stop after drafts of so many studies, with a table; exit code"
                                            + " 0 only when all were drafted. 0 for never.")
                            .define(
                                    PACS,
                                    Type.STRING,
                                    "",
                                    valid("AET@host:port", LabSettings::destination),
                                    HIGH,
                                    "PACS that every draft is sent to as a DICOM SR, AET@host:port;"
                                            + " empty for none.")
                            .define(
                                    WORKER,
                                    Type.BOOLEAN,
                                    true,
                                    MEDIUM,
                                    "Whether a worker drafts reports. Without one studies are"
                                        + " assembled and signed, to collect training data quickly;"
                                        + " their jobs wait for a worker."));

    static LabSettings of(AbstractConfig settings) {
        return new LabSettings(
                Path.of(settings.getString(DATA_DIR)).toAbsolutePath().normalize(),
                AeTitle.of(settings.getString(AE_TITLE)),
                settings.getInt(DICOM_PORT),
                settings.getInt(HTTP_PORT),
                settings.getBoolean(SIMULATORS),
                settings.getInt(STUDIES),
                destination(settings.getString(PACS)),
                settings.getBoolean(WORKER),
                SimulationSettings.of(settings));
    }

    private static Optional<Destination> destination(String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(Destination.parse(value));
    }

    private static Validator valid(String what, Consumer<String> parse) {
        return checked(what, value -> parse.accept((String) value));
    }

    /// @param check throws IllegalArgumentException with a sentence for a bad value
    static Validator checked(String what, Consumer<Object> check) {
        return LambdaValidator.with(
                (name, value) -> {
                    try {
                        check.accept(value);
                    } catch (IllegalArgumentException e) {
                        throw new ConfigException(name, value, e.getMessage());
                    }
                },
                () -> what);
    }
}
