// SPDX-License-Identifier: Apache-2.0
/// A real Kafka broker and a real schema registry, for a lab or a test, with their data in one
/// folder.
///
/// ```
///  Platform.start(folder)          topics created, compatibility set, both restarted where they were
///    ├─ EmbeddedBroker   KRaft broker and controller in this process
///    │  BrokerProcess    the same broker as its own process, for kill -9
///    └─ RegistryProcess  Apicurio Registry, H2 file, as its own process; ends with this one
/// ```
///
/// Ports are chosen once and kept beside the data, so that a restart is found where it was.
package io.radfm.platform;
