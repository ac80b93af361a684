package cn.chaoxue.exam;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Proof that a submission is durable.
@Schema(example = "{\"receipt\": \"7XK2M-90QRT-ABCDE-FGH12\", \"attemptId\": 4711}")
public record ReceiptView(String receipt, long attemptId) {}
