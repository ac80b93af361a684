package cn.chaoxue.platform.problem;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import org.jspecify.annotations.Nullable;

/// The current trace id, so that a reported problem leads to its log lines.
final class TraceId {

    private TraceId() {}

    static @Nullable String current() {
        SpanContext context = Span.current().getSpanContext();
        return context.isValid() ? context.getTraceId() : null;
    }
}
