package cn.chaoxue.deadletter;

import java.util.Map;

/// An entry about to become a dead letter. Buried twice under one name, it is kept once.
public record Burial(String entryId, Map<String, String> fields, String reason) {}
