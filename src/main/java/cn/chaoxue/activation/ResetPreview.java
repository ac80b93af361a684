package cn.chaoxue.activation;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// How many a reset would concern.
@Schema(name = "ActivationResetPreview")
record ResetPreview(@Schema(examples = "12000") int accounts) {}
