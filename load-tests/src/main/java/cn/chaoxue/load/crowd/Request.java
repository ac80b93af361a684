package cn.chaoxue.load.crowd;

import java.nio.charset.StandardCharsets;

/// One request, ready to be written as often as it takes.
public record Request(String method, String path, String head, String body) {

    public static Request get(String path, String token) {
        return new Request("GET", path, authorization(token), "");
    }

    public static Request post(String path, String token, String json) {
        return new Request("POST", path, authorization(token), json);
    }

    public static Request put(String path, String token, String json) {
        return new Request("PUT", path, authorization(token), json);
    }

    /// The same under an `Idempotency-Key`, which stays the same over all repeats.
    public Request withKey(String key) {
        return new Request(method, path, head + "Idempotency-Key: " + key + "\r\n", body);
    }

    byte[] bytes() {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String type = body.isEmpty() ? "" : "Content-Type: application/json\r\n";
        String length = method.equals("GET") ? "" : "Content-Length: " + content.length + "\r\n";
        byte[] start = (method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + head + type + length + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = new byte[start.length + content.length];
        System.arraycopy(start, 0, whole, 0, start.length);
        System.arraycopy(content, 0, whole, start.length, content.length);
        return whole;
    }

    private static String authorization(String token) {
        return "Authorization: Bearer " + token + "\r\n";
    }
}
