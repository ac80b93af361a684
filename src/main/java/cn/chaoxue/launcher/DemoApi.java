package cn.chaoxue.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// The demo's own endpoints of the running service.
record DemoApi(int port) {

    /// The answer to a GET below `/api/v1/demo`.
    Object get(String path) throws IOException {
        return answer(open(path));
    }

    /// The answer to a POST below `/api/v1/demo`.
    Object post(String path, String json) throws IOException {
        HttpURLConnection request = open(path);
        request.setRequestMethod("POST");
        request.setDoOutput(true);
        request.setRequestProperty("Content-Type", "application/json");
        request.getOutputStream().write(json.getBytes(StandardCharsets.UTF_8));
        return answer(request);
    }

    private HttpURLConnection open(String path) throws IOException {
        URI address = URI.create("http://127.0.0.1:" + port + "/api/v1/demo/" + path);
        HttpURLConnection request = (HttpURLConnection) address.toURL().openConnection();
        request.setConnectTimeout(2_000);
        request.setReadTimeout(10_000);
        return request;
    }

    private static Object answer(HttpURLConnection request) throws IOException {
        if (request.getResponseCode() >= 300) {
            throw new IOException("the service answered " + request.getResponseCode());
        }
        try (InputStream in = request.getInputStream()) {
            return Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
