package io.offbeat.model.rules;

/// Devices that break together.
///
/// @param device matches the devices
/// @param name what to call them, 1 to 256 characters
public record Group(Glob device, String name) {}
