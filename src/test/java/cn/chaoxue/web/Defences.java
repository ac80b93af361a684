package cn.chaoxue.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;

/// What every answer of ours tells a browser, whatever it is an answer to.
final class Defences {

    private Defences() {}

    static void assertOn(String what, Response answer) {
        assertThat(answer.header("X-Content-Type-Options")).as(what).isEqualTo("nosniff");
        assertThat(answer.header("Referrer-Policy")).as(what).isEqualTo("same-origin");
        assertThat(answer.header("Cross-Origin-Opener-Policy")).as(what).isEqualTo("same-origin");
        assertThat(answer.header("Permissions-Policy")).as(what).contains("camera=()", "geolocation=()");
        assertThat(answer.headers().getValues("Content-Security-Policy"))
                .as(what)
                .hasSize(1);
        assertThat(answer.header("Content-Security-Policy"))
                .as(what)
                .contains("default-src", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "*", "http:");
    }

    /// An answer of the API besides: nobody on the way keeps it.
    static void assertPersonal(String what, Response answer) {
        assertOn(what, answer);
        assertThat(answer.header("Cache-Control")).as(what).contains("no-store");
        assertThat(answer.header("Content-Security-Policy")).as(what).startsWith("default-src 'none'");
    }
}
