package cn.chaoxue.identity;

import java.time.Instant;
import java.util.UUID;

/// What a verified access token says: who calls, in which login (`family`), under which token version, until when.
public record Session(Caller caller, UUID family, int tokenVersion, Instant expiresAt) {}
