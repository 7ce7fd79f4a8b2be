// SPDX-License-Identifier: Apache-2.0
package io.radfm.process;

import org.apache.kafka.common.config.AbstractConfig;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The settings of a role that runs inside another one's process, as in the lab.
public final class HostedSettings {
    private HostedSettings() {}

    /// What the host decides, over what the host was given under the role's own names (on its
    /// command line or in its file), over the environment, over the defaults.
    ///
    /// @throws IllegalArgumentException with every problem, one sentence each
    public static AbstractConfig of(
            Role.Spec role, AbstractConfig host, Map<String, String> decided) {
        var values = new HashMap<String, String>();
        host.originals().forEach((key, value) -> values.put(key, String.valueOf(value)));
        values.putAll(decided);
        try {
            return SettingsReader.read(role.keys(), values, System.getenv(), Optional.empty());
        } catch (SettingsReader.BadSettings e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
