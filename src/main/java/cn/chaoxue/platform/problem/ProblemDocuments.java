package cn.chaoxue.platform.problem;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/// Gives every refusal in the API document its body: the [Problem] schema, and an example of that status. Runs last, so
/// that raw routes other filters add are covered too.
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUN)
public class ProblemDocuments implements OASFilter {

    private static final String REFERENCE = "#/components/schemas/Problem";

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getComponents() == null) {
            api.setComponents(OASFactory.createComponents());
        }
        api.getComponents().addSchema("Problem", schema());
        api.getComponents()
                .addSecurityScheme(
                        "bearer",
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .bearerFormat("JWT")
                                .description("Access token of `POST /api/v1/auth/login`; pages use a cookie instead."));
        api.setSecurity(java.util.List.of(OASFactory.createSecurityRequirement().addScheme("bearer")));
        api.getPaths().getPathItems().values().stream()
                .flatMap(path -> path.getOperations().values().stream())
                .forEach(ProblemDocuments::complete);
    }

    private static void complete(Operation operation) {
        operation.getResponses().getAPIResponses().forEach((status, response) -> {
            if (status.startsWith("4") || status.startsWith("5")) {
                describe(Kind.ofStatus(Integer.parseInt(status)), response);
            }
        });
    }

    /// Examples an endpoint brings itself stand.
    private static void describe(Kind kind, APIResponse response) {
        MediaType own =
                response.getContent() == null ? null : response.getContent().getMediaType(Problem.MEDIA_TYPE);
        if (own != null && own.getExamples() != null) {
            own.setSchema(OASFactory.createSchema().ref(REFERENCE));
            return;
        }
        Content content = OASFactory.createContent()
                .addMediaType(
                        Problem.MEDIA_TYPE,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref(REFERENCE))
                                .example(example(kind)));
        response.setContent(content);
    }

    private static Map<String, Object> example(Kind kind) {
        Map<String, Object> example = new LinkedHashMap<>();
        example.put("type", Problem.BASE + kind.slug());
        example.put("title", kind.title());
        example.put("status", kind.status());
        example.put("traceId", "3a36a3fcf9c6ef3f95dea51b4eb6fb1e");
        return example;
    }

    private static Schema schema() {
        return OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .description("RFC 9457. `type` is stable and safe to switch on; every 409 carries a `reason`.")
                .addProperty("type", text("https://chaoxue.cn/problems/ and one of " + Kind.slugs()))
                .addProperty("title", text("The type in words"))
                .addProperty("status", OASFactory.createSchema().addType(SchemaType.INTEGER))
                .addProperty("detail", text("What was wrong and what was expected; never personal data"))
                .addProperty("reason", text("A stable slug that narrows the type"))
                .addProperty("errors", fields())
                .addProperty("waitingRoom", place())
                .addProperty("claim", claim())
                .addProperty("traceId", text("Quote it when reporting"));
    }

    private static Schema fields() {
        Schema field = OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .addProperty("field", text("Path of the field in the request"))
                .addProperty("message", text("What would fit"));
        return OASFactory.createSchema().addType(SchemaType.ARRAY).items(field);
    }

    private static Schema place() {
        return OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .description("Only with type `waiting-room`")
                .addProperty("ticket", text("Keeps the place; send the newest one back"))
                .addProperty("ahead", OASFactory.createSchema().addType(SchemaType.INTEGER))
                .addProperty("estimatedSeconds", OASFactory.createSchema().addType(SchemaType.INTEGER));
    }

    private static Schema claim() {
        return OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .description(
                        "Only with reason `id-number-known`, where it is another unit's record: the case it became")
                .addProperty("id", OASFactory.createSchema().addType(SchemaType.INTEGER))
                .addProperty("holder", text("The unit that holds the person, for who answers for that one, too"))
                .addProperty(
                        "heldIn",
                        text(
                                "For everybody else: the province-level unit it was in when the case was opened, nothing more"));
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().addType(SchemaType.STRING).description(description);
    }
}
