package cn.chaoxue.exam;

import static org.eclipse.microprofile.openapi.OASFactory.createAPIResponse;
import static org.eclipse.microprofile.openapi.OASFactory.createAPIResponses;
import static org.eclipse.microprofile.openapi.OASFactory.createContent;
import static org.eclipse.microprofile.openapi.OASFactory.createMediaType;
import static org.eclipse.microprofile.openapi.OASFactory.createOperation;
import static org.eclipse.microprofile.openapi.OASFactory.createParameter;
import static org.eclipse.microprofile.openapi.OASFactory.createPathItem;
import static org.eclipse.microprofile.openapi.OASFactory.createRequestBody;
import static org.eclipse.microprofile.openapi.OASFactory.createSchema;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/// Puts the raw route [SubmissionRoute] into the API document beside the others.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ExamApiFilter implements OASFilter {

    private static final Map<String, Object> REQUEST =
            Map.of("answers", Map.of("17", List.of("A"), "18", List.of("B", "C")));
    private static final Map<String, Object> ANSWER = Map.of("receipt", "7XK2M-90QRT-ABCDE-FGH12", "attemptId", 4711);

    @Override
    public void filterOpenAPI(OpenAPI api) {
        api.getPaths().addPathItem(SubmissionRoute.PATH, createPathItem().POST(submission()));
    }

    private static Operation submission() {
        return createOperation()
                .operationId("submitAttempt")
                .addTag("Exams")
                .summary("Submit an attempt")
                .description("A receipt is given only once the submission is durable. An attempt is submitted once: a"
                        + " repeat, under whichever key and with whatever answers, gets the same receipt and changes"
                        + " nothing.")
                .addParameter(attempt())
                .addParameter(key())
                .requestBody(createRequestBody().required(true).content(json(request(), REQUEST)))
                .responses(responses());
    }

    private static Parameter attempt() {
        return createParameter()
                .name("attemptId")
                .in(In.PATH)
                .required(true)
                .schema(type(SchemaType.INTEGER).format("int64"));
    }

    private static Parameter key() {
        return createParameter()
                .name("Idempotency-Key")
                .in(In.HEADER)
                .required(true)
                .description("1 to 128 visible ASCII characters")
                .schema(type(SchemaType.STRING).maxLength(128));
    }

    private static Schema request() {
        Schema keys = type(SchemaType.ARRAY).items(type(SchemaType.STRING));
        return type(SchemaType.OBJECT)
                .required(List.of("answers"))
                .addProperty(
                        "answers",
                        type(SchemaType.OBJECT)
                                .description("Chosen option keys by question id; a question not named is unanswered")
                                .additionalPropertiesSchema(keys));
    }

    private static Schema receipt() {
        return type(SchemaType.OBJECT)
                .required(List.of("receipt", "attemptId"))
                .addProperty("receipt", type(SchemaType.STRING).description("Proof that the submission is durable"))
                .addProperty("attemptId", type(SchemaType.INTEGER).format("int64"));
    }

    private static APIResponses responses() {
        return createAPIResponses()
                .addAPIResponse(
                        "202",
                        described("Durable; the result follows within a second or two.")
                                .content(json(receipt(), ANSWER)))
                .addAPIResponse("400", described("`invalid-request`: no key, or not a question of this paper."))
                .addAPIResponse("401", described("`unauthenticated`"))
                .addAPIResponse("403", described("`forbidden`: not a learner, or `csrf`"))
                .addAPIResponse("404", described("The caller has no such attempt (`not-found`)."))
                .addAPIResponse("409", described("`conflict` with reason `deadline-passed`."))
                .addAPIResponse("413", described("`payload-too-large`: over 64 kB"))
                .addAPIResponse("415", described("`unsupported-media-type`: not JSON"))
                .addAPIResponse(
                        "503",
                        described("Not durable, no receipt (`overloaded`): keep the answers, repeat after"
                                + " `Retry-After`."));
    }

    private static APIResponse described(String description) {
        return createAPIResponse().description(description);
    }

    private static Schema type(SchemaType type) {
        return createSchema().addType(type);
    }

    private static Content json(Schema schema, Object example) {
        return createContent()
                .addMediaType(
                        "application/json", createMediaType().schema(schema).example(example));
    }
}
