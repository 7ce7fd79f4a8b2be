// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab;

import io.radfm.process.Health;
import io.radfm.process.Role;

/// One role inside the lab. It has a health before it has started, so that `/health` can name it.
final class Part implements AutoCloseable {
    private final String name;
    private volatile Role role;

    Part(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void started(Role role) {
        this.role = role;
    }

    Health health() {
        var running = role;
        return running == null ? Health.starting("not started yet") : running.health();
    }

    @Override
    public void close() {
        var running = role;
        if (running != null) {
            running.close();
        }
    }
}
