package cn.chaoxue.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// What is served to browsers.
@ConfigMapping(prefix = "chaoxue.web")
public interface WebConfig {

    /// Serves Swagger UI under `/q/swagger-ui`, whose page starts from an inline script and so goes without a policy
    /// for scripts. On in demo and development only; elsewhere it is not there. The API document is, everywhere.
    @WithDefault("${chaoxue.demo.enabled:false}")
    boolean apiPages();
}
