package cn.chaoxue.isolation;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.restassured.RestAssured;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What traces tell, as whoever exports them would get it. Spans are recorded for a caller who asks, so nothing is
/// until somebody listens.
@Singleton
class Traces implements SpanProcessor {

    private final Queue<String> ended = new ConcurrentLinkedQueue<>();
    private final AtomicLong calls = new AtomicLong();

    /// From now on every call of a test is traced.
    void listen() {
        RestAssured.filters(this::traced);
    }

    /// Names, attributes and events of spans.
    List<String> spans() {
        return List.copyOf(ended);
    }

    private Response traced(
            FilterableRequestSpecification request, FilterableResponseSpecification response, FilterContext context) {
        long call = calls.incrementAndGet();
        request.header("traceparent", "00-%032x-%016x-01".formatted(call, call));
        return context.next(request, response);
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        ended.add(text(span.toSpanData()));
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    private static String text(SpanData span) {
        Stream<String> events = span.getEvents().stream()
                .map(event -> event.getName() + " " + event.getAttributes().asMap());
        return Overhearing.plain(span.getName() + " " + span.getAttributes().asMap() + " "
                + span.getStatus().getDescription() + " " + events.collect(Collectors.joining(" ")));
    }
}
