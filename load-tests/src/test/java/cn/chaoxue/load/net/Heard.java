package cn.chaoxue.load.net;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Traffic that always says the same and writes down what it hears.
final class Heard implements Traffic {

    final List<String> answers = new ArrayList<>();
    private final byte[] request;

    Heard(String request) {
        this.request = Ascii.bytes(request);
    }

    @Override
    public void next(int connection, ByteBuffer out) {
        out.put(request);
    }

    @Override
    public void answered(int connection, int status, ByteBuffer body) {
        answers.add(status + " " + StandardCharsets.UTF_8.decode(body));
    }

    @Override
    public long refused() {
        return answers.stream().filter(answer -> !answer.startsWith("200 ")).count();
    }
}
