package cn.chaoxue.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How well the log must be guarded for this process to serve.
@ConfigMapping(prefix = "chaoxue.audit")
public interface AuditConfig {

    /// Serves although the database role it signs in as could change or remove entries, as where one role is
    /// service and owner; a warning and the metric `chaoxue_audit_changeable` then say so. Otherwise such a
    /// process ends at start.
    @WithDefault("false")
    boolean serveUnguarded();
}
