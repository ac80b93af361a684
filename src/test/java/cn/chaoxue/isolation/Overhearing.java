package cn.chaoxue.isolation;

import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Writes down what others could hear: lines of the log with all causes, addresses and headers of answers, refusals,
/// and what tokens say, wherever they are handed out.
final class Overhearing implements AutoCloseable {

    private static final Pattern TOKEN = Pattern.compile("eyJ[\\w-]+\\.([\\w-]+)\\.[\\w-]+");

    private static final Pattern ESCAPED = Pattern.compile("(?:%[0-9A-Fa-f]{2})+");

    /// Others write it while it is read.
    final List<String> log = new CopyOnWriteArrayList<>();
    final List<String> addresses = new ArrayList<>();
    final List<String> refusals = new ArrayList<>();
    final List<String> tokens = new ArrayList<>();

    private final Handler handler = new Listener();
    private final Filter filter = this::heard;

    Overhearing() {
        Logger.getLogger("").addHandler(handler);
        RestAssured.filters(filter);
    }

    @Override
    public void close() {
        RestAssured.replaceFiltersWith(List.of());
        Logger.getLogger("").removeHandler(handler);
    }

    private Response heard(
            FilterableRequestSpecification request, FilterableResponseSpecification response, FilterContext context) {
        Response answer = context.next(request, response);
        addresses.add(plain(request.getURI() + " " + answer.headers()));
        String body = new String(answer.asByteArray(), StandardCharsets.UTF_8);
        if (answer.statusCode() >= 400) {
            refusals.add(body);
        }
        Matcher found = TOKEN.matcher(body + answer.headers());
        while (found.find()) {
            tokens.add(new String(Base64.getUrlDecoder().decode(found.group(1)), StandardCharsets.UTF_8));
        }
        return answer;
    }

    /// What an address says to whoever reads it: escaped, a text does not look like itself.
    static String plain(String address) {
        return ESCAPED.matcher(address)
                .replaceAll(
                        found -> Matcher.quoteReplacement(URLDecoder.decode(found.group(), StandardCharsets.UTF_8)));
    }

    private final class Listener extends Handler {

        @Override
        public void publish(LogRecord message) {
            StringWriter text = new StringWriter();
            text.append(message.getMessage())
                    .append(' ')
                    .append(Arrays.toString(message.getParameters()))
                    .append(' ');
            if (message.getThrown() != null) {
                message.getThrown().printStackTrace(new PrintWriter(text));
            }
            log.add(text.toString());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
